import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../faults/until.js';
import { ask } from '../support/client.js';
import type { Dashboard } from '../support/dashboard.js';
import { meanMinutes } from '../support/numbers.js';
import { type View, organization, toBeTold } from '../support/organization.js';
import { begunAgo } from '../support/story-clock.js';
import { type Person, askOf } from '../support/story.js';

const HOURS = 60 * 60_000;
/** So long from its first step, it has lasted two hours. */
const LEFT = 6_000;

/**
 * A bank's process: a P1 that lasts is reconsidered after two hours; data loss makes it a P0, which is for those who
 * must know; stakeholders are told according to their power and interest.
 */
describe('The ledger is wrong', () => {
  const bank = organization(begunAgo(2 * HOURS - LEFT));
  const { at } = bank;
  const dora = bank.person('dora');
  let inside: View;
  let amina: Person;
  let bela: { readonly keyId: string; readonly person: Person };
  let dashboard: Dashboard;

  const window = () => ({ from: at('0:00'), to: at('2:30') });
  const about = <Answer>(selection: string) => askOf<Answer>(inside, 'INC-1', selection);
  const told = async (kind: string) => (await inside.record()).includes(kind);
  /** What a key is shown of the ledger: by its reference, in lists, in searches, in numbers. */
  const shownTo = async (view: View) => {
    const { incident, list, search } = await ask<Record<string, { totalCount?: number } | null>>(
      bank.url(),
      `{ incident(id: "INC-1") { title } list: incidents(filter: { services: ["ledger"] }) { totalCount }
        search: incidents(search: "ledger") { totalCount } }`,
      {},
      view.chat(),
    );
    const { timeToAcknowledge } = await meanMinutes(view, window());
    return { incident, list: list?.totalCount, search: search?.totalCount, timeToAcknowledge };
  };

  beforeAll(async () => {
    await bank.opens();
    for (const [name, power, interest] of [
      ['Supervisory authority', 'HIGH', 'LOW'],
      ['Business customers', 'HIGH', 'HIGH'],
      ['Private customers', 'LOW', 'HIGH'],
      ['Press', 'LOW', 'LOW'],
    ])
      await bank.sets('registerStakeholder', { name, power, interest, services: ['ledger'] });
    const { own } = await bank.gives('amina');
    inside = own;
    amina = own.person('amina');
    const hers = await bank.gives('bela');
    bela = { keyId: hers.keyId, person: hers.own.person('bela') };
    dashboard = await bank.dashboard();
  });
  afterAll(async () => {
    await dashboard.close();
    await bank.closes();
  });

  describe('A P1', () => {
    it('is declared, taken up, and told to stakeholders with a promise', async () => {
      const alert = await bank.alerts('ledger-balance', {
        title: 'Debit and credit differ',
        severity: 'P1',
        startsAt: at('0:00'),
      });
      await amina.does('0:00', 'declareIncident', {
        title: 'The ledger is wrong',
        severity: 'P1',
        services: ['ledger'],
        detectedBy: 'MONITORING',
        alerts: [alert],
      });
      await amina.does('0:03', 'assignRole', { role: 'INCIDENT_COMMANDER', person: 'amina' });
      const update = {
        audience: 'STAKEHOLDERS',
        body: 'Balances may be wrong.',
        nextUpdateDueAt: at('2:00'),
      };
      expect((await amina.does('0:05', 'publishUpdate', update)).incident).toMatchObject({
        status: 'ACKNOWLEDGED',
        nextUpdateDueAt: at('2:00'),
      });
    });

    it('is declared by somebody else, too, which is found and merged', async () => {
      const alert = await bank.alerts('balance-complaints', {
        title: 'Customers complain',
        startsAt: at('0:06'),
      });
      await dora.does('0:08', 'declareIncident', {
        title: 'Balances differ',
        severity: 'P2',
        services: ['ledger'],
        detectedBy: 'CUSTOMER',
        alerts: [alert],
      });
      const { possibleDuplicates } = await askOf<{ possibleDuplicates: object[] }>(
        bank,
        'INC-2',
        'possibleDuplicates { reference }',
      );
      expect(possibleDuplicates).toEqual([{ reference: 'INC-1' }]);
      const merge = { incidentId: 'INC-2', into: 'INC-1', reason: 'The same balances' };
      expect((await dora.does('0:10', 'mergeIncident', merge)).incident).toMatchObject({ status: 'MERGED' });
      await until(() => told('IncidentAbsorbed'));
      expect(await inside.now()).toMatchObject({
        alerts: [{ title: 'Debit and credit differ' }, { title: 'Customers complain' }],
      });
    });

    it('is there for everybody', async () => {
      expect(await shownTo(bank)).toEqual({
        incident: { title: 'The ledger is wrong' },
        list: 2,
        search: 1,
        timeToAcknowledge: 3, // 0:00 to 0:03; INC-2 was merged
      });
    });
  });

  describe('that lasts', () => {
    it('misses the promised update, which everybody can see', async () => {
      await until(() => told('UpdateOverdue'));
      const missed = await about('updateOverdue missedPromises { audience dueAt }');
      expect(missed).toEqual({
        updateOverdue: true,
        missedPromises: [{ audience: 'STAKEHOLDERS', dueAt: at('2:00') }],
      });
    });

    it('makes Sitrep suggest a P0 after two hours', async () => {
      await until(() => told('EscalationSuggested'));
      expect(await about('severity escalation { to afterSeconds suggestedAt }')).toEqual({
        severity: 'P1',
        escalation: { to: 'P0', afterSeconds: 2 * 60 * 60, suggestedAt: at('2:00') },
      });
      const recorded = [...(await bank.record()), ...(await bank.record('INC-2'))];
      const seen = await dashboard.sees(recorded.length);
      expect(seen.toSorted()).toEqual(recorded.toSorted());
    });
  });

  describe('turns P0', () => {
    it('when the commander learns that data is lost, and says so', async () => {
      const loss = { kind: 'OBSERVATION', body: '212 bookings of this morning are gone' };
      await amina.does('2:00', 'recordNote', loss);
      const worse = { severity: 'P0', reason: 'Data is lost' };
      expect((await amina.does('2:00', 'changeSeverity', worse)).incident).toMatchObject({
        severity: 'P0',
        policy: { nextUpdateWithinSeconds: 30 * 60 },
      });
      expect(await about('escalation { to }')).toEqual({ escalation: null });
      expect((await amina.does('2:00', 'changeDetails', { tags: ['data-loss'] })).incident).toMatchObject({
        tags: ['data-loss'],
      });
      expect(await dashboard.sees(3)).toEqual(['NoteRecorded', 'SeverityChanged', 'DetailsChanged']);
    });

    it('and is restricted to those who must know, with what was merged into it', async () => {
      const restricted = { visibility: 'RESTRICTED', addMembers: [bela.keyId], reason: 'Customer data' };
      expect((await amina.does('2:00', 'changeVisibility', restricted)).incident).toMatchObject({
        visibility: 'RESTRICTED',
        members: expect.arrayContaining([bela.keyId]),
      });
      await amina.does('2:00', 'changeVisibility', { ...restricted, incidentId: 'INC-2' });
    });

    it('so that it does not exist for anybody else', async () => {
      expect(await shownTo(bank)).toEqual({ incident: null, list: 0, search: 0, timeToAcknowledge: null });
      const note = { kind: 'QUESTION', body: 'What is going on?' };
      expect(await dora.isRefused('2:00', 'recordNote', note)).toMatchObject({ code: 'NOT_FOUND' });
    });

    it('not on the dashboard either, which goes on with what is there for all', async () => {
      await bela.person.does('2:00', 'joinIncident', { person: 'bela' });
      await dora.does('2:00', 'declareIncident', { title: 'The lift is stuck', severity: 'P3' });
      expect(await dashboard.sees(1)).toEqual(['IncidentDeclared']);
    });

    it('while members see and do all of it', async () => {
      expect(await shownTo(inside)).toMatchObject({
        incident: { title: 'The ledger is wrong' },
        list: 2,
        timeToAcknowledge: 3,
      });
    });
  });

  describe('Those outside who must know', () => {
    it('are told according to their power and interest', async () => {
      const { stakeholders } = await ask<{ stakeholders: { edges: { node: object }[] } }>(
        bank.url(),
        '{ stakeholders(filter: { services: ["ledger"] }) { edges { node { name quadrant updateAudience updateChannels } } } }',
        {},
        inside.chat(),
      );
      expect(stakeholders.edges.map(({ node }) => node)).toEqual([
        {
          name: 'Business customers',
          quadrant: 'MANAGE_CLOSELY',
          updateAudience: 'STAKEHOLDERS',
          updateChannels: ['SMS', 'CHAT', 'EMAIL'],
        },
        {
          name: 'Press',
          quadrant: 'MONITOR',
          updateAudience: 'PUBLIC',
          updateChannels: ['STATUS_PAGE', 'SOCIAL'],
        },
        {
          name: 'Private customers',
          quadrant: 'KEEP_INFORMED',
          updateAudience: 'PUBLIC',
          updateChannels: ['STATUS_PAGE', 'EMBEDDED_STATUS', 'EMAIL'],
        },
        {
          name: 'Supervisory authority',
          quadrant: 'KEEP_SATISFIED',
          updateAudience: 'STAKEHOLDERS',
          updateChannels: ['EMAIL'],
        },
      ]);
    });

    it('hear of it within the half hour that a P0 allows, which keeps a promise again', async () => {
      const update = { audience: 'STAKEHOLDERS', body: '212 bookings are lost. We restore them.' };
      expect((await amina.does('2:00', 'publishUpdate', update)).incident).toMatchObject({
        nextUpdateDueAt: at('2:30'),
        updateOverdue: false,
      });
    });
  });

  describe('It ends', () => {
    it('when the bookings are restored', async () => {
      const restore = { kind: 'OTHER', description: 'Restore the bookings from the journal' };
      const { incident } = await bela.person.does('2:00', 'startMitigation', restore);
      const worked = { outcome: 'WORKED', observation: 'Debit equals credit' };
      const verified = { mitigationId: incident.mitigations[0]?.id, ...worked };
      await bela.person.does('2:00', 'verifyMitigation', verified);
      const cause = { category: 'DATA', description: 'A replica was promoted too early', confidence: 'HIGH' };
      await bela.person.does('2:00', 'identifyCause', cause);
      const resolved = { resolution: 'All 212 bookings are back' };
      const { dueAt } = (await amina.does('2:00', 'resolveIncident', resolved)).incident.postmortem;
      expect(await about('postmortem { status requiredBecause }')).toEqual({
        postmortem: { status: 'MISSING', requiredBecause: 'P0 requires one within 2 working days' },
      });
      bank.calls(`${dueAt?.slice(0, 16).replace('T', ' ')} UTC`, 'in two working days');
      const last = { audience: 'STAKEHOLDERS', body: 'All bookings are back.', last: true };
      await amina.does('2:00', 'publishUpdate', last);
    });

    it('with the postmortem and what was to be done', async () => {
      const followUp = { title: 'Promote no replica that lags', owner: 'bela' };
      const { incident } = await amina.does('2:00', 'addFollowUp', followUp);
      await bela.person.does('2:00', 'completeFollowUp', { followUpId: incident.followUps[0]?.id });
      await bela.person.does('2:00', 'draftPostmortem', {
        summary: 'The ledger was wrong for two hours.',
        impact: '212 bookings were lost and restored.',
        rootCause: 'A replica that lagged was promoted.',
        resolution: 'The bookings were restored from the journal.',
      });
      expect((await amina.does('2:00', 'publishPostmortem')).incident).toMatchObject({
        postmortem: { status: 'PUBLISHED', overdue: false },
      });
      await amina.does('2:00', 'closeIncident');
    });

    it('and is opened to all once nothing is left to hide', async () => {
      const opened = { visibility: 'ORGANIZATION', reason: 'The authority was told' };
      for (const incidentId of ['INC-1', 'INC-2'])
        await amina.does('2:00', 'changeVisibility', { ...opened, incidentId });
      expect(await bank.timeline()).toBe(toBeTold('lasting-and-worsening.timeline'));
    });

    it('with numbers as of hand arithmetic', async () => {
      expect(await meanMinutes(bank, window())).toMatchObject({
        timeToAcknowledge: 3, // 0:00 to 0:03
        timeToFirstUpdate: 5, // 0:00 to 0:05
        timeToIdentify: 120, // 0:00 to 2:00
        timeToResolve: 120,
      });
    });
  });
});
