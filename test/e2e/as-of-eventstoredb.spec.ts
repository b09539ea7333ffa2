import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FakeNode } from '#event-log/fake-node';
import { acting } from '../support/acting.js';
import { ask, codesOf, send } from '../support/client.js';
import { headOf } from '../support/commands.js';
import { type HostedService, hostService } from '../support/hosted.js';

/** The same questions of the other engine: a fake of its server, in this process. */
describe('What was known at a moment of a log in EventStoreDB', () => {
  let node: FakeNode;
  let service: HostedService;
  const { declared, say } = acting(() => service.url);

  beforeAll(async () => {
    node = await FakeNode.start();
    service = await hostService({ env: { SITREP_EVENT_LOG: node.connectionString } });
  });
  afterAll(async () => {
    await service.stop();
    await node.down();
  });

  const query = `query ($asOf: AsOf) {
    incident(id: "INC-1", asOf: $asOf) { severity timeline { totalCount } }
    incidents(asOf: $asOf) { totalCount edges { node { reference severity } } }
    metrics(asOf: $asOf) { position timeToResolve { count } } }`;

  it('is told as it was told then, by the position and by the time', async () => {
    const id = await declared({ title: 'Orders fail', severity: 'P3' });
    const position = await headOf(service.url);
    const then = await ask(service.url, query);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const recordedAt = new Date().toISOString();
    await new Promise((resolve) => setTimeout(resolve, 5));
    await say(id, 'changeSeverity', { severity: 'P0', reason: 'Worse' });
    await say(id, 'resolveIncident', { resolution: 'Rolled back' });
    await declared({ title: 'Another' });
    expect(await ask(service.url, query, { asOf: { position } })).toEqual(then);
    expect(await ask(service.url, query, { asOf: { recordedAt } })).toEqual(then);
    expect(await ask(service.url, query)).not.toEqual(then);
    const between = `${position.slice(0, -1)}${position.endsWith('9') ? '8' : '9'}`;
    expect(codesOf(await send(service.url, query, { asOf: { position: between } }))).toContain(
      'BAD_USER_INPUT',
    );
  });
});
