import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { ask, codesOf, send } from '../support/client.js';
import { type IssuedKey, command, declare, headOf, issueKey, revokeKey } from '../support/commands.js';
import { type HostedService, hostService } from '../support/hosted.js';
import { until } from './until.js';

const restrict = { visibility: 'RESTRICTED', reason: 'Customer data leaked' };
const note = 'mutation ($input: RecordNoteInput!) { recordNote(input: $input)';

interface Noted {
  readonly recordNote: {
    readonly incident: {
      readonly revision: number;
      readonly timeline: { readonly totalCount: number };
      readonly postmortem: { readonly markdown: string };
    } | null;
  } | null;
}

describe('From the moment at which it is acknowledged', () => {
  let service: HostedService;
  let url: string;
  let outsider: IssuedKey;

  beforeAll(async () => {
    service = await hostService({ env: { SITREP_PROJECTION_TIMEOUT_MS: '1000' } });
    ({ url } = service);
    outsider = await issueKey(url, ['read', 'respond']);
  });
  afterAll(() => service.stop());

  it('a restriction holds for commands that were under way', async () => {
    for (let round = 0; round < 2; round += 1) {
      const incidentId = (await declare(url)).incident.id;
      const input = { incidentId, kind: 'OBSERVATION', body: 'Seen by an outsider' };
      const noting = () =>
        Array.from({ length: 20 }, () => send(url, `${note} { revision } }`, { input }, outsider.secret));
      const before = noting();
      const restricting = command(url, 'changeVisibility', { incidentId, ...restrict });
      const around = await Promise.all([...before, ...noting()]);
      const { revision } = await restricting;
      const after = await Promise.all(noting());
      expect(new Set([...around, ...after].flatMap(codesOf))).toEqual(new Set(['NOT_FOUND']));
      const insider = await command(url, 'recordNote', { ...input, body: 'Seen by an insider' });
      expect(insider.revision).toBe(revision + 1);
    }
  });

  it('a restriction keeps what follows it out of the answers to commands before it', async () => {
    for (let round = 0; round < 25; round += 1) {
      const incidentId = (await declare(url)).incident.id;
      const input = { incidentId, kind: 'OBSERVATION', body: 'Seen by an outsider' };
      const shown = `incident { revision timeline { totalCount } postmortem { markdown } }`;
      const [{ data }] = await Promise.all([
        send<Noted>(url, `${note} { ${shown} } }`, { input }, outsider.secret),
        command(url, 'changeVisibility', { incidentId, ...restrict }),
      ]);
      const incident = data?.recordNote?.incident;
      if (!incident) continue;
      expect(incident.timeline.totalCount).toBeLessThanOrEqual(incident.revision + 1);
      expect(incident.postmortem.markdown).not.toContain('leaked');
    }
  });

  it('a revoked key records nothing, however many commands it has under way', async () => {
    const incidentId = (await declare(url)).incident.id;
    const key = await issueKey(url, ['respond']);
    const input = `{ incidentId: "${incidentId}", kind: ACTION, body: "Tried" }`;
    const thirty = Array.from({ length: 30 }, (_, at) => `n${at}: recordNote(input: ${input}) { revision }`);
    const untilRefused = async (): Promise<readonly unknown[]> => {
      const codes = codesOf(await send(url, `mutation { ${thirty.join(' ')} }`, {}, key.secret));
      return codes.length > 0 ? codes : untilRefused();
    };
    const first = Number(await headOf(url));
    const writers = Array.from({ length: 10 }, untilRefused);
    await until(async () => Number(await headOf(url)) > first);
    await revokeKey(url, key);
    const head = Number(await headOf(url));
    expect(new Set((await Promise.all(writers)).flat())).toEqual(new Set(['UNAUTHENTICATED']));
    // Of each writer, at most the one that was being written.
    expect(Number(await headOf(url)) - head).toBeLessThanOrEqual(writers.length);
  });

  it('a restriction is in force; one that is recorded, and not yet in force, is told from that', async () => {
    const incidentId = (await declare(url)).incident.id;
    const input = { incidentId, ...restrict, idempotencyKey: 'restricted' };
    const restricting = () =>
      send<{ changeVisibility: { replayed: boolean } | null }>(
        url,
        'mutation ($input: ChangeVisibilityInput!) { changeVisibility(input: $input) { replayed } }',
        { input },
      );
    const title = () =>
      ask<object>(
        url,
        'query ($id: ID!) { incident(id: $id) { title } }',
        { id: incidentId },
        outsider.secret,
      );
    const held = holdViews(service.dataDir);
    const answer = await restricting();
    held.letGo();
    expect(codesOf(answer)).toEqual(['NOT_YET_PROJECTED']);
    expect((await restricting()).data).toEqual({ changeVisibility: { replayed: true } });
    expect(await title()).toEqual({ incident: null });
  });
});

/** Keeps a service from writing its views. */
function holdViews(dataDir: string): { letGo: () => void } {
  const file = readdirSync(dataDir).find((name) => /^views-\w+\.db$/.test(name));
  const views = new Database(join(dataDir, file ?? ''));
  views.exec('BEGIN IMMEDIATE');
  return { letGo: () => views.close() };
}
