import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask, codesOf, send, subscribe, webSocketClient } from '../support/client.js';
import { command, declare, headOf, issueKey } from '../support/commands.js';
import { type HostedService, hostService } from '../support/hosted.js';

describe('A member of a restricted incident', () => {
  const name = 'security on call';
  const restrictedAt = '2024-03-08T10:00:00.000Z';
  const theDay = { from: '2024-03-08T00:00:00Z', to: '2024-03-09T00:00:00Z' };
  let service: HostedService;
  let member: { readonly id: string; readonly secret: string };
  let namesake: string;
  let incidentId: string;

  beforeAll(async () => {
    service = await hostService();
    const { url } = service;
    await declare(url, { title: 'Customer data leaked', visibility: 'RESTRICTED' });
    const scopes = ['read', 'respond', 'audit'];
    member = await issueKey(url, scopes, { name });
    namesake = (await issueKey(url, scopes, { name })).secret;
    const { incident } = await declare(url, {
      title: 'A laptop was stolen',
      visibility: 'RESTRICTED',
      members: [` ${member.id}`],
      occurredAt: restrictedAt,
    });
    incidentId = incident.id;
    await command(url, 'resolveIncident', { incidentId, resolution: 'Wiped', occurredAt: restrictedAt });
  });

  afterAll(() => service.stop());

  interface Seen {
    readonly incident: object | null;
    readonly incidents: { readonly totalCount: number };
    readonly metrics: { readonly timeToResolve: { readonly count: number } };
    readonly log: { readonly edges: readonly object[] };
  }
  const seenWith = (key: string) =>
    ask<Seen>(
      service.url,
      `query ($id: ID!, $stream: String!, $window: Window!) {
        incident(id: $id) { title timeline { totalCount } }
        incidents(search: "laptop") { totalCount }
        metrics(window: $window) { timeToResolve { count } }
        log(filter: { streams: [$stream] }) { edges { node { type } } }
      }`,
      { id: incidentId, stream: `incident-${incidentId}`, window: theDay },
      key,
    );
  const nothing = {
    incident: null,
    incidents: { totalCount: 0 },
    metrics: { timeToResolve: { count: 0 } },
    log: { edges: [] },
  };

  it('sees it everywhere without the scope', async () => {
    expect(await seenWith(member.secret)).toEqual({
      incident: { title: 'A laptop was stolen', timeline: { totalCount: 4 } },
      incidents: { totalCount: 1 },
      metrics: { timeToResolve: { count: 1 } },
      log: {
        edges: ['IncidentDeclared', 'VisibilityChanged', 'IncidentResolved', 'PostmortemDueSet'].map(
          (type) => ({ node: { type } }),
        ),
      },
    });
  });

  it('sees no other', async () => {
    const { incident } = await ask<Seen>(service.url, '{ incident(id: "INC-1") { id } }', {}, member.secret);
    expect(incident).toBeNull();
  });

  it('is a key, not whoever has its name or says that it acts for it', async () => {
    expect(await seenWith(namesake)).toEqual(nothing);
    const noted = { incidentId, kind: 'ACTION', body: 'Called the police', onBehalfOf: member.id };
    const query = 'mutation ($input: RecordNoteInput!) { recordNote(input: $input) { revision } }';
    expect(codesOf(await send(service.url, query, { input: noted }, namesake))).toEqual(['NOT_FOUND']);
    expect(codesOf(await send(service.url, query, { input: noted }, member.secret))).toEqual([]);
  });

  it('watches it, until no longer a member', async () => {
    const client = webSocketClient(service.url, member.secret);
    try {
      const watching = subscribe<{ incidents: { events: { type: string }[] } }>(
        client,
        'subscription ($after: Position) { incidents(after: $after) { events { type } } }',
        { after: await headOf(service.url) },
      );
      const next = async () => {
        const given = await watching.next();
        return given.done === true ? [] : given.value.incidents.events.map(({ type }) => type);
      };
      const change = (input: object) =>
        command(service.url, 'changeVisibility', { incidentId, reason: 'Shift change', ...input });
      await change({ addMembers: ['carla@example.com'] });
      expect(await next()).toEqual(['VisibilityChanged']);
      await change({ removeMembers: [member.id] });
      expect(await seenWith(member.secret)).toEqual(nothing);
      await declare(service.url, { title: 'Doors stay open' });
      // Had it been given its own removal, that would have come first.
      expect(await next()).toEqual(['IncidentDeclared']);
    } finally {
      await client.dispose();
    }
  });

  it('goes on seeing what it restricts, and can open it again', async () => {
    const key = (await issueKey(service.url, ['read', 'respond'])).secret;
    const { incident } = await declare(service.url, { title: 'A badge was copied' }, key);
    const change = (visibility: string) => {
      const input = { incidentId: incident.id, visibility, reason: 'Under investigation' };
      return command(service.url, 'changeVisibility', input, key);
    };
    expect(await change('RESTRICTED')).toMatchObject({ incident: { id: incident.id } });
    const shown = () => ask(service.url, `{ incident(id: "${incident.id}") { members } }`, {}, namesake);
    expect(await shown()).toEqual({ incident: null });
    await change('ORGANIZATION');
    expect(await shown()).toEqual({ incident: { members: [] } });
  });
});
