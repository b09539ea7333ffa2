import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask } from '../support/client.js';
import { meanMinutes } from '../support/numbers.js';
import { organization, toBeTold } from '../support/organization.js';
import { beginningOn } from '../support/story-clock.js';

/**
 * A provider's process: whoever is on call is the operator by default, a spokesperson says in each public update when
 * the next one comes, and after a night both hand off to the day.
 */
describe('Search is down for a night', () => {
  const provider = organization(beginningOn('2024-03-08')); // A Friday.
  const { at } = provider;
  const pager = provider.person('pager');
  const nils = provider.person('nils');
  const vera = provider.person('vera');
  const olga = provider.person('olga');
  const walt = provider.person('walt');

  const publicly = (body: string, next: string) => ({
    audience: 'PUBLIC',
    body,
    nextUpdateDueAt: at(next),
  });
  const lastMitigation = async () => ({ mitigationId: (await provider.now()).mitigations.at(-1)?.id });
  /** The open incidents that somebody runs. */
  const runBy = async (person: string) => {
    const { incidents } = await ask<{ incidents: { edges: { node: { reference: string } }[] } }>(
      provider.url(),
      `{ incidents(filter: { roleHolder: { person: "${person}", role: INCIDENT_COMMANDER },
        status: [DECLARED, ACKNOWLEDGED, MITIGATED] }) { edges { node { reference } } } }`,
      {},
      provider.chat(),
    );
    return incidents.edges.map(({ node }) => node.reference);
  };

  beforeAll(() => provider.opens());
  afterAll(() => provider.closes());

  describe('In the evening', () => {
    it('the pager declares it and makes whoever is on call the operator', async () => {
      const alert = await provider.alerts('search-empty', {
        title: 'Searches find nothing',
        severity: 'P1',
        startsAt: at('22:08'),
      });
      await pager.does('22:12', 'declareIncident', {
        title: 'Search finds nothing',
        severity: 'P1',
        services: ['search'],
        detectedBy: 'MONITORING',
        detectedAt: at('22:08'),
        impactStartedAt: at('22:02'),
        alerts: [alert],
      });
      const operator = { role: 'INCIDENT_COMMANDER', person: 'nils' };
      expect((await pager.does('22:12', 'assignRole', operator)).incident).toMatchObject({
        status: 'ACKNOWLEDGED',
        roles: [{ ...operator, assignedBy: { id: 'pager' } }],
      });
      expect(await runBy('nils')).toEqual(['INC-1']);
    });

    it('the operator names a spokesperson, who alone speaks to the public beside the operator', async () => {
      await nils.does('22:15', 'assignRole', { role: 'BUSINESS_LEAD', person: 'vera' });
      const update = publicly('Search finds nothing. We are looking into it.', '23:00');
      expect(await walt.isRefused('22:16', 'publishUpdate', update)).toMatchObject({
        rule: 'NOT_SPOKESPERSON',
      });
      expect((await vera.does('22:20', 'publishUpdate', update)).incident).toMatchObject({
        publicStatus: 'INVESTIGATING',
        nextUpdateDueAt: at('23:00'),
      });
    });

    it('a promise of the past is none, and the last update promises no other', async () => {
      const promise = { audience: 'PUBLIC', body: 'Still nothing.' };
      const past = { ...promise, nextUpdateDueAt: at('22:30') };
      expect(await vera.isRefused('22:31', 'publishUpdate', past)).toMatchObject({
        rule: 'NEXT_UPDATE_NOT_LATER',
      });
      const contradiction = { ...publicly('Still nothing.', '23:00'), last: true };
      expect(await vera.isRefused('22:31', 'publishUpdate', contradiction)).toMatchObject({
        rule: 'LAST_UPDATE_HAS_NO_NEXT',
      });
    });

    it('each public update comes when it was promised, and promises the next', async () => {
      const failover = { kind: 'FAILOVER', description: 'Search from the region west' };
      await nils.does('22:40', 'startMitigation', failover);
      const { incident } = await vera.does(
        '22:58',
        'publishUpdate',
        publicly('We are moving search.', '2024-03-09 00:00'),
      );
      expect(incident).toMatchObject({ nextUpdateDueAt: at('2024-03-09 00:00') });
      await nils.does('23:30', 'verifyMitigation', { ...(await lastMitigation()), outcome: 'WORKED' });
      expect(
        (await nils.does('23:35', 'mitigateIncident', { summary: 'West answers' })).incident,
      ).toMatchObject({
        status: 'MITIGATED',
        publicStatus: 'MONITORING',
      });
      await vera.does('23:55', 'publishUpdate', publicly('Search works again.', '2024-03-09 02:00'));
    });
  });

  describe('In the night', () => {
    it('it comes back, and nothing that was known is overwritten', async () => {
      await vera.does(
        '2024-03-09 01:58',
        'publishUpdate',
        publicly('Search still works.', '2024-03-09 04:00'),
      );
      const reason = { reason: 'West finds nothing either' };
      expect((await nils.does('2024-03-09 02:31', 'reopenIncident', reason)).incident).toMatchObject({
        status: 'ACKNOWLEDGED',
        publicStatus: 'INVESTIGATING',
        reopens: 1,
        milestones: expect.arrayContaining([
          { milestone: 'MITIGATED', first: at('23:35'), last: at('23:35') },
        ]),
      });
    });

    it('a restart changes nothing, and the log says so', async () => {
      await nils.does('2024-03-09 02:50', 'startMitigation', {
        kind: 'RESTART',
        description: 'All nodes of west',
      });
      const nothing = { outcome: 'NO_EFFECT', observation: 'The index stays empty' };
      const verified = { ...(await lastMitigation()), ...nothing };
      expect((await nils.does('2024-03-09 03:10', 'verifyMitigation', verified)).incident).toMatchObject({
        mitigations: [{ status: 'WORKED' }, { status: 'NO_EFFECT', remark: 'The index stays empty' }],
      });
      await vera.does(
        '2024-03-09 03:55',
        'publishUpdate',
        publicly('Search fails again.', '2024-03-09 06:00'),
      );
    });

    it('the cause turns out to be with a third party', async () => {
      const cause = {
        category: 'THIRD_PARTY',
        description: 'The index provider lost a cluster',
        confidence: 'HIGH',
      };
      expect((await nils.does('2024-03-09 05:20', 'identifyCause', cause)).incident).toMatchObject({
        publicStatus: 'IDENTIFIED',
      });
      const flag = { kind: 'FEATURE_FLAG', description: 'Search in the database' };
      await nils.does('2024-03-09 05:30', 'startMitigation', flag);
      const slow = { outcome: 'WORKED', observation: 'Slow, but complete' };
      await nils.does('2024-03-09 05:40', 'verifyMitigation', { ...(await lastMitigation()), ...slow });
      await nils.does('2024-03-09 05:45', 'mitigateIncident', { summary: 'The database answers' });
      const slowly = publicly('Search works, more slowly than you know it.', '2024-03-09 08:00');
      await vera.does('2024-03-09 05:50', 'publishUpdate', slowly);
    });
  });

  describe('In the morning', () => {
    const handOff = {
      role: 'INCIDENT_COMMANDER',
      to: 'olga',
      briefing: 'Search runs in the database; the provider rebuilds until 8.',
    };

    it('nobody can hand off what they do not hold', async () => {
      const { message, rule } = await walt.isRefused('2024-03-09 07:00', 'handOffRole', {
        ...handOff,
        from: 'walt',
      });
      expect([rule, message]).toEqual([
        'ROLE_NOT_HELD',
        'walt is not Incident Commander: nils is. Name the holder, or nobody.',
      ]);
    });

    it('the operator and the spokesperson hand off to the day, each with a briefing', async () => {
      await nils.does('2024-03-09 07:00', 'handOffRole', { ...handOff, from: 'nils' });
      const speaking = { role: 'BUSINESS_LEAD', to: 'walt', briefing: 'The next update is promised for 8.' };
      expect((await vera.does('2024-03-09 07:05', 'handOffRole', speaking)).incident).toMatchObject({
        roles: [
          { role: 'INCIDENT_COMMANDER', person: 'olga', assignedBy: { id: 'nils' } },
          { role: 'BUSINESS_LEAD', person: 'walt', assignedBy: { id: 'vera' } },
        ],
        nextUpdateDueAt: at('2024-03-09 08:00'),
      });
    });

    it('the operator of the day finds it among her own, and the night has it off theirs', async () => {
      expect([await runBy('olga'), await runBy('nils')]).toEqual([['INC-1'], []]);
      const update = publicly('Good night.', '2024-03-09 09:00');
      expect(await vera.isRefused('2024-03-09 07:30', 'publishUpdate', update)).toMatchObject({
        rule: 'NOT_SPOKESPERSON',
      });
    });

    it('the new spokesperson keeps the promise of the old one', async () => {
      const update = publicly('Search is as fast as ever. We are watching it.', '2024-03-09 10:00');
      const { incident } = await walt.does('2024-03-09 07:58', 'publishUpdate', update);
      const promised = [
        '23:00',
        ...['00', '02', '04', '06', '08', '10'].map((hour) => `2024-03-09 ${hour}:00`),
      ];
      expect(incident).toMatchObject({ updates: promised.map((time) => ({ nextUpdateDueAt: at(time) })) });
    });

    it('it is resolved, and the public hears of it for the last time', async () => {
      await olga.does('2024-03-09 08:40', 'resolveIncident', {
        resolution: 'The provider rebuilt the index',
      });
      const last = { audience: 'PUBLIC', body: 'Search is well.', last: true };
      expect((await walt.does('2024-03-09 08:45', 'publishUpdate', last)).incident).toMatchObject({
        publicStatus: 'RESOLVED',
        nextUpdateDueAt: null,
      });
    });
  });

  describe('Afterwards', () => {
    it('somebody knows better when it was detected: customers had called before the alarm', async () => {
      const correction = { milestone: 'DETECTED', at: at('22:05'), reason: 'The hotline had it first' };
      expect((await olga.does('2024-03-09 09:30', 'correctMilestone', correction)).incident).toMatchObject({
        milestones: expect.arrayContaining([
          { milestone: 'DETECTED', first: at('22:05'), last: at('22:05') },
        ]),
      });
    });

    it('the weekend does not count for the postmortem, which the report of the provider replaces', async () => {
      expect((await provider.now()).postmortem).toMatchObject({
        status: 'MISSING',
        dueAt: at('2024-03-13 00:00'), // The end of Tuesday.
      });
      const reason = { reason: 'The provider publishes its own, linked here' };
      const report = { kind: 'DOCUMENT', title: 'Report', url: 'https://index.example.com/reports/7' };
      await olga.does('2024-03-11 09:00', 'addLink', report);
      expect((await olga.does('2024-03-11 09:01', 'waivePostmortem', reason)).incident).toMatchObject({
        postmortem: { status: 'WAIVED', dueAt: null, waivedReason: reason.reason },
      });
    });

    it('the last follow-up is dropped for a reason, after the incident was closed', async () => {
      const second = { title: 'Rent a second index', owner: 'olga', kind: 'LONG_TERM' };
      const { incident } = await olga.does('2024-03-11 09:05', 'addFollowUp', second);
      await olga.does('2024-03-11 09:10', 'closeIncident');
      const dropped = {
        followUpId: incident.followUps[0]?.id,
        reason: 'The database turned out to be enough',
      };
      expect((await olga.does('2024-05-02 10:00', 'dropFollowUp', dropped)).incident).toMatchObject({
        status: 'CLOSED',
        followUps: [{ title: 'Rent a second index', status: 'DROPPED' }],
      });
    });

    it('the timeline tells all of it', async () => {
      expect(await provider.timeline()).toBe(toBeTold('operator-and-spokesperson.timeline'));
    });

    it('the numbers are those of hand arithmetic', async () => {
      const friday = { from: at('00:00'), to: at('2024-03-09 00:00') };
      expect(await meanMinutes(provider, friday)).toEqual({
        timeToDetect: 3, // 22:02 to 22:05, as corrected
        timeToAcknowledge: 0, // 22:12 to 22:12
        timeToFirstUpdate: 8, // 22:12 to 22:20
        timeToIdentify: null, // on Saturday
        timeToMitigate: 83, // 22:12 to 23:35, the first time
        timeToFirstResolve: null, // on Saturday
        timeToResolve: null,
      });
      const saturday = { from: at('2024-03-09 00:00'), to: at('2024-03-10 00:00') };
      expect(await meanMinutes(provider, saturday)).toMatchObject({
        timeToIdentify: 428, // 22:12 to 05:20
        timeToResolve: 628, // 22:12 to 08:40
        timeToMitigate: null,
      });
    });
  });
});
