import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask } from '../support/client.js';
import { type HostedService, hostService } from '../support/hosted.js';
import { guideOperations } from './operations.js';

const operations = guideOperations().filter(({ guide }) => guide === 'docs/response.md');

let service: HostedService;

beforeAll(async () => {
  service = await hostService();
});
afterAll(() => service.stop());

interface Known {
  readonly me: { readonly id: string };
  readonly incident: Readonly<Record<'mitigations' | 'impacts', readonly { readonly id: string }[]>> | null;
}

/** The ids that the guide leaves to its reader: each is the one that came last. */
async function variables() {
  const query = '{ me { id } incident(id: "INC-1") { mitigations { id } impacts { id } } }';
  const { incident, me } = await ask<Known>(service.url, query);
  return {
    memberId: me.id,
    mitigationId: incident?.mitigations.at(-1)?.id,
    impactId: incident?.impacts.at(-1)?.id,
  };
}

describe('The examples of the guide to the response, one after the other', () => {
  it.each(
    operations.map(({ operation }) => [
      /\{\s*(\w+)/.exec(operation.replace(/\([^{]*\)/, ''))?.[1],
      operation,
    ]),
  )('%s', async (_, operation = '') => {
    expect(await ask(service.url, operation, await variables())).toBeDefined();
  });

  it('come to what the guide says', async () => {
    const query = `{ incident(id: "INC-1") {
      title status visibility tags mitigations { kind status easyThingsUntried } impacts { level } links { kind } } }`;
    expect(await ask(service.url, query)).toEqual({
      incident: {
        title: 'Checkout fails',
        status: 'ACKNOWLEDGED',
        visibility: 'ORGANIZATION',
        tags: ['eu', 'cards'],
        mitigations: [
          { kind: 'ROLLBACK', status: 'IN_PROGRESS', easyThingsUntried: false },
          { kind: 'CODE_FIX', status: 'WORKED', easyThingsUntried: false },
        ],
        impacts: [{ level: 'PARTIAL_OUTAGE' }],
        links: [{ kind: 'WAR_ROOM' }],
      },
    });
  });
});
