import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../faults/until.js';
import { ask, mutate } from '../support/client.js';
import { command, declare } from '../support/commands.js';
import { type HostedService, hostService } from '../support/hosted.js';
import { type TimelineEntry, kindsOf, timelineOf } from '../support/timeline.js';

const MINUTE = 60_000;
/** So long from now the deadlines of this file pass. */
const SOON = 3_000;
const ago = (milliseconds: number) => new Date(Date.now() - milliseconds).toISOString();

let service: HostedService;
let due: { acknowledge: string; update: string };
const told = new Map<string, TimelineEntry[]>();
const timeline = (name: string) => told.get(name) ?? [];

beforeAll(async () => {
  service = await hostService();
  const { url } = service;
  const declared = { unattended: ago(10 * MINUTE - SOON), long: ago(120 * MINUTE - SOON) };
  const incidents = await Promise.all([
    declare(url, { occurredAt: declared.unattended, drill: true, visibility: 'RESTRICTED' }),
    declare(url, { occurredAt: declared.long }),
    declare(url),
    declare(url),
    declare(url, { occurredAt: ago(500 * MINUTE) }),
  ]);
  const [unattended = '', long = '', silent = '', cancelled = '', old = ''] = incidents.map(
    ({ incident }) => incident.id,
  );
  const nextUpdateDueAt = ago(-SOON);
  await command(url, 'acknowledgeIncident', { incidentId: long });
  await command(url, 'acknowledgeIncident', { incidentId: silent });
  const promise = { audience: 'INTERNAL', body: 'On it', nextUpdateDueAt };
  await command(url, 'publishUpdate', { incidentId: silent, ...promise });
  await command(url, 'publishUpdate', { incidentId: cancelled, ...promise });
  await command(url, 'cancelIncident', { incidentId: cancelled, reason: 'A test' });
  due = {
    acknowledge: new Date(Date.parse(declared.unattended) + 10 * MINUTE).toISOString(),
    update: nextUpdateDueAt,
  };
  const awaited = [
    [unattended, 'AcknowledgementOverdue'],
    [long, 'EscalationSuggested'],
    [silent, 'UpdateOverdue'],
  ] as const;
  for (const [id, kind] of awaited)
    await until(async () => kindsOf(await timelineOf(url, id)).includes(kind));
  for (const [name, id] of Object.entries({ unattended, long, silent, cancelled, old }))
    told.set(name, await timelineOf(url, id));
});
afterAll(() => service.stop());

describe('What passes by itself is recorded', () => {
  const last = (name: string) => timeline(name).at(-1);

  it('if nobody acknowledges an incident in time, also a drill and a restricted one', () => {
    expect(kindsOf(timeline('unattended'))).toEqual(['IncidentDeclared', 'AcknowledgementOverdue']);
    expect(last('unattended')?.occurredAt).toBe(due.acknowledge);
  });

  it('if a promised update does not come', () => {
    expect(kindsOf(timeline('silent')).slice(2)).toEqual(['UpdatePublished', 'UpdateOverdue']);
    expect(last('silent')?.occurredAt).toBe(due.update);
  });

  it('if an incident lasts too long at its severity, as the suggestion of a worse one', () => {
    expect(last('long')).toMatchObject({
      kind: 'EscalationSuggested',
      text: 'Escalation to P0 suggested: open as P1 for 2 h',
    });
  });

  it('by Sitrep itself, as of when it passed', () => {
    for (const name of ['unattended', 'silent', 'long']) {
      const { actor, occurredAt, recordedAt } = last(name) ?? {};
      expect(actor).toEqual({ kind: 'SYSTEM', id: 'sitrep' });
      expect(Date.parse(recordedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(occurredAt ?? 'never'));
    }
  });

  it('but not of an incident that is over, nor of what nobody could have kept', () => {
    expect(last('cancelled')?.kind).toBe('IncidentCancelled');
    expect(kindsOf(timeline('old'))).toEqual(['IncidentDeclared']);
  });
});

describe('What has passed', () => {
  it('is seen on the incident, and can be asked for', async () => {
    const fields = `{ edges { node { reference acknowledgeBy acknowledgementOverdue missedAcknowledgement
      missedPromises { dueAt audience } escalation { to afterSeconds } } } }`;
    const found = await ask<Record<string, { edges: { node: object }[] }>>(
      service.url,
      `{ unattended: incidents(filter: { acknowledgementOverdue: true }) ${fields}
         overdue: incidents(filter: { updateOverdue: true }) ${fields}
         others: incidents(filter: { acknowledgementOverdue: false, status: [DECLARED] }) ${fields} }`,
    );
    const nodes = (name: string) => found[name]?.edges.map(({ node }) => node);
    expect(nodes('unattended')).toEqual([
      expect.objectContaining({
        acknowledgeBy: due.acknowledge,
        acknowledgementOverdue: true,
        missedAcknowledgement: due.acknowledge,
      }),
    ]);
    expect(nodes('overdue')).toEqual([
      expect.objectContaining({
        acknowledgeBy: null,
        missedPromises: [{ dueAt: due.update, audience: 'INTERNAL' }],
      }),
    ]);
    expect(nodes('others')).toEqual([expect.objectContaining({ acknowledgementOverdue: false })]);
    const { incidents } = await ask<{ incidents: { edges: { node: { escalation: object | null } }[] } }>(
      service.url,
      `{ incidents ${fields} }`,
    );
    expect(incidents.edges.flatMap(({ node }) => node.escalation ?? [])).toEqual([
      { to: 'P0', afterSeconds: 7200 },
    ]);
  });

  it('is counted in the status of the node and for Prometheus, and nothing fails', async () => {
    const { status } = await ask<{ status: { duties: object[] } }>(
      service.url,
      '{ status { duties { name recorded failed failing failure } } }',
    );
    const fine = { failed: 0, failing: 0, failure: null };
    expect(status.duties).toEqual([
      { name: 'timers', recorded: 3, ...fine },
      { name: 'absorption', recorded: 0, ...fine },
      { name: 'checkpoints', recorded: 0, ...fine },
      { name: 'keyUses', recorded: 0, ...fine },
    ]);
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    expect(metrics).toMatch(/^sitrep_duty_recorded_total\{duty="timers"\} 3$/m);
    expect(metrics).toMatch(/^sitrep_duty_failing\{duty="timers"\} 0$/m);
    const health = await (await fetch(`${service.url}/health/ready`)).json();
    expect(health).toMatchObject({ status: 'ok', degraded: [] });
  });
});

describe('A postmortem that is owed', () => {
  it('is overdue when its time has passed', async () => {
    const { incident } = await declare(service.url, { severity: 'P2' });
    await command(service.url, 'resolveIncident', { incidentId: incident.id, resolution: 'Rolled back' });
    const dueAt = ago(-SOON);
    await command(service.url, 'setPostmortemDue', { incidentId: incident.id, dueAt, reason: 'To learn' });
    const told = () => timelineOf(service.url, incident.id);
    await until(async () => kindsOf(await told()).includes('PostmortemOverdue'));
    expect((await told()).at(-1)).toMatchObject({ kind: 'PostmortemOverdue', occurredAt: dueAt });
  });
});

describe('The policy that somebody sets', () => {
  it('says when deadlines pass: one after the other, and each once', async () => {
    const terms = { severity: 'P3', acknowledgeWithinSeconds: 1, escalateAfterSeconds: 2 };
    await mutate(service.url, 'setPolicy', terms, 'position');
    const { incident } = await declare(service.url, { severity: 'P3' });
    const told = () => timelineOf(service.url, incident.id);
    await until(async () => kindsOf(await told()).includes('EscalationSuggested'));
    expect((await told()).map(({ kind, text }) => [kind, text]).slice(1)).toEqual([
      ['AcknowledgementOverdue', expect.stringMatching(/^Not acknowledged by/)],
      ['EscalationSuggested', 'Escalation to P2 suggested: open as P3 for 2 s'],
    ]);
    const { incident: found } = await ask<{
      incident: { declaredAt: string; missedAcknowledgement: string };
    }>(service.url, 'query ($id: ID!) { incident(id: $id) { declaredAt missedAcknowledgement } }', {
      id: incident.id,
    });
    expect(Date.parse(found.missedAcknowledgement) - Date.parse(found.declaredAt)).toBe(1_000);
  });
});
