import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Dashboard } from '../support/dashboard.js';
import { meanMinutes, numbersOf } from '../support/numbers.js';
import { organization, toBeTold } from '../support/organization.js';
import { beginningOn } from '../support/story-clock.js';
import type { Person } from '../support/story.js';

/**
 * A shop's process: identification, triage, communication, resolution, wrap-up. An incident commander runs the
 * response and nominates a technical lead; a business lead speaks to customers; what is easy to undo is undone first.
 */
describe('A release breaks the checkout', () => {
  const shop = organization(beginningOn('2024-03-05'));
  const { at } = shop;
  const amina = shop.person('amina');
  const bela = shop.person('bela');
  const carla = shop.person('carla');
  const dora = shop.person('dora');
  let dashboard: Dashboard;
  let v42: string;

  const releases = (version: string, time: string, input: object = {}) =>
    shop.releases(version, time, {
      service: 'checkout',
      environment: 'production',
      outcome: 'SUCCEEDED',
      ...input,
    });
  const alerts = (input: object) =>
    shop.alerts('checkout-errors', {
      title: 'Checkout answers with errors',
      startsAt: at('09:41'),
      ...input,
    });
  /** Ticks off all of a checklist. */
  const ticks = async (who: Person, time: string, checklist: string) => {
    const { checklists } = await shop.now();
    const items = checklists.find(({ name }) => name === checklist)?.items ?? [];
    for (const { id } of items) await who.does(time, 'tickChecklistItem', { itemId: id });
  };

  beforeAll(async () => {
    await shop.opens();
    await shop.sets('registerService', { name: 'checkout', title: 'Checkout', team: 'payments', tier: 1 });
    const process = {
      Identification: 'Say what users see',
      Triage: 'Name a commander and the leads',
      Communication: 'Tell the customers when they hear more',
      Resolution: 'Try what is easily undone',
      'Wrap-up': 'Give each follow-up an owner',
    };
    const checklists = Object.entries(process).map(([name, item]) => ({ name, items: [item] }));
    await shop.sets('setPolicy', { severity: 'P1', checklists });
    await releases('v41', '08:00');
    v42 = await releases('v42', '09:30');
    dashboard = await shop.dashboard();
  });
  afterAll(async () => {
    await dashboard.close();
    await shop.closes();
  });

  describe('Identification', () => {
    it('begins with an alarm, of which the first to see it makes an incident', async () => {
      const alert = await alerts({ severity: 'P1', service: 'checkout' });
      const { incident } = await dora.does('09:44', 'declareIncident', {
        title: 'Checkout fails',
        summary: 'Customers cannot pay.',
        severity: 'P1',
        services: ['checkout'],
        detectedBy: 'MONITORING',
        detectedAt: at('09:41'),
        alerts: [alert],
      });
      expect(incident).toMatchObject({
        reference: 'INC-1',
        status: 'DECLARED',
        publicStatus: 'INVESTIGATING',
        alerts: [{ title: 'Checkout answers with errors', status: 'FIRING' }],
        policy: { acknowledgeWithinSeconds: 10 * 60, nextUpdateWithinSeconds: 60 * 60 },
      });
    });

    it('brings the checklists of the process', async () => {
      const { checklists } = await shop.now();
      const phases = ['Identification', 'Triage', 'Communication', 'Resolution', 'Wrap-up'];
      expect(checklists.map(({ name }) => name)).toEqual(phases);
      await ticks(dora, '09:45', 'Identification');
      expect((await shop.now()).checklists[0]).toMatchObject({ items: [{ tickedBy: { id: 'dora' } }] });
    });
  });

  describe('Triage', () => {
    it('is led by whoever takes command, which acknowledges the incident', async () => {
      const command = { role: 'INCIDENT_COMMANDER', person: 'amina' };
      expect(await amina.does('09:46', 'assignRole', command)).toMatchObject({
        happened: ['RoleAssigned', 'IncidentAcknowledged'],
        incident: { status: 'ACKNOWLEDGED' },
      });
    });

    it('gathers a technical lead and a business lead, whom the commander nominates', async () => {
      await amina.does('09:47', 'assignRole', { role: 'TECHNICAL_LEAD', person: 'bela' });
      const { incident } = await amina.does('09:47', 'assignRole', {
        role: 'BUSINESS_LEAD',
        person: 'carla',
      });
      const nominated = { assignedBy: { id: 'amina' } };
      expect(incident).toMatchObject({
        roles: [
          { role: 'INCIDENT_COMMANDER', person: 'amina' },
          { role: 'TECHNICAL_LEAD', person: 'bela', ...nominated },
          { role: 'BUSINESS_LEAD', person: 'carla', ...nominated },
        ],
      });
    });

    it('meets in a war room and says what users have lost, since when', async () => {
      const room = { kind: 'WAR_ROOM', title: 'War room', url: 'https://meet.example.com/inc-1' };
      expect((await amina.does('09:48', 'addLink', room)).incident).toMatchObject({ links: [room] });
      const impact = { service: 'checkout', level: 'PARTIAL_OUTAGE', from: at('09:36') };
      expect((await bela.does('09:49', 'recordImpact', impact)).incident).toMatchObject({
        impacts: [{ ...impact, until: null }],
      });
      await ticks(amina, '09:50', 'Triage');
    });
  });

  describe('Communication', () => {
    const update = { audience: 'PUBLIC', body: 'Some card payments fail. We are working on it.' };

    it('with customers is for the business lead, or the commander, alone', async () => {
      expect(await dora.isRefused('09:51', 'publishUpdate', update)).toMatchObject({
        rule: 'NOT_SPOKESPERSON',
        message: expect.stringContaining('Let one of them publish it'),
      });
    });

    it('tells customers within minutes, and when they hear more', async () => {
      const { incident } = await carla.does('09:52', 'publishUpdate', update);
      expect(incident).toMatchObject({
        updates: [{ audience: 'PUBLIC', publishedBy: { id: 'carla' }, overrideReason: null }],
        nextUpdateDueAt: at('10:52'), // An hour later: that is what P1 demands.
      });
      await ticks(carla, '09:52', 'Communication');
    });
  });

  describe('Resolution', () => {
    const mitigationId = async (place: number) => (await shop.now()).mitigations[place]?.id;

    it('takes back the release first', async () => {
      const rollback = { kind: 'ROLLBACK', description: 'Back to v41', deploymentId: v42 };
      expect((await bela.does('09:55', 'startMitigation', rollback)).incident).toMatchObject({
        mitigations: [{ kind: 'ROLLBACK', status: 'IN_PROGRESS', startedBy: { id: 'bela' } }],
      });
    });

    it('makes one change at a time', async () => {
      const fix = { kind: 'CODE_FIX', description: 'Close the connections' };
      const { rule, message } = await dora.isRefused('09:56', 'startMitigation', fix);
      expect(rule).toBe('MITIGATION_IN_PROGRESS');
      expect(message).toContain('Rollback “Back to v41”');
    });

    it('verifies the rollback, once the old release is out and the errors are gone', async () => {
      await releases('v42', '09:58', { outcome: 'ROLLED_BACK', reason: 'INC-1' });
      await alerts({ status: 'RESOLVED', occurredAt: at('09:59') });
      const worked = {
        mitigationId: await mitigationId(0),
        outcome: 'WORKED',
        observation: 'Errors fell to none',
      };
      expect((await bela.does('10:00', 'verifyMitigation', worked)).incident).toMatchObject({
        mitigations: [{ status: 'WORKED', remark: 'Errors fell to none' }],
        alerts: [{ status: 'RESOLVED' }],
      });
      await ticks(bela, '10:00', 'Resolution');
    });

    it('says that users are well again, and since when', async () => {
      const { impacts } = await shop.now();
      await bela.does('10:01', 'endImpact', { impactId: impacts[0]?.id, until: at('09:58') });
      const { incident } = await amina.does('10:02', 'mitigateIncident', { summary: 'v41 serves everybody' });
      expect(incident).toMatchObject({
        status: 'MITIGATED',
        publicStatus: 'MONITORING',
        impacts: [{ until: at('09:58') }],
      });
    });

    it('finds the cause, and blames the release', async () => {
      const cause = {
        category: 'CODE_CHANGE',
        description: 'v42 opens a connection for each payment and closes none',
        confidence: 'HIGH',
        deploymentId: v42,
      };
      expect((await bela.does('10:20', 'identifyCause', cause)).incident).toMatchObject({
        cause: { category: 'CODE_CHANGE', confidence: 'HIGH' },
        blamedDeployments: [{ deploymentId: v42 }],
      });
    });

    it('keeps the promise to customers', async () => {
      const update = { audience: 'PUBLIC', body: 'Payments work again. We are watching them.' };
      expect((await carla.does('10:45', 'publishUpdate', update)).incident).toMatchObject({
        nextUpdateDueAt: at('11:45'),
      });
    });

    it('mends the code only then, so that nobody needs to be reminded of easier things', async () => {
      const fix = { kind: 'CODE_FIX', description: 'Close the connections' };
      expect((await bela.does('10:50', 'startMitigation', fix)).incident).toMatchObject({
        mitigations: [{}, { kind: 'CODE_FIX', easyThingsUntried: false }],
      });
      await releases('v43', '11:08', { incidentId: 'INC-1' });
      const worked = { mitigationId: await mitigationId(1), outcome: 'WORKED' };
      await bela.does('11:12', 'verifyMitigation', worked);
    });

    it('ends when the commander says so, and customers are told for the last time', async () => {
      const resolved = await amina.does('11:14', 'resolveIncident', { resolution: 'v43 closes connections' });
      expect(resolved).toMatchObject({
        happened: ['IncidentResolved', 'PostmortemDueSet'],
        incident: { status: 'RESOLVED', publicStatus: 'RESOLVED' },
      });
      const last = { audience: 'PUBLIC', body: 'All is well.', last: true };
      expect((await carla.does('11:15', 'publishUpdate', last)).incident).toMatchObject({
        nextUpdateDueAt: null,
        updateOverdue: false,
      });
    });
  });

  describe('Wrap-up', () => {
    const followUpId = async (title: string) =>
      (await shop.now()).followUps.find((followUp) => followUp.title === title)?.id;

    it('owes a postmortem within two working days', async () => {
      expect((await shop.now()).postmortem).toMatchObject({
        status: 'MISSING',
        dueAt: at('2024-03-07 11:14'),
        requiredBecause: 'P1 requires one within 2 working days',
      });
    });

    it('leaves things to do', async () => {
      const alert = { title: 'Alert on open connections', owner: 'bela', dueAt: at('2024-03-12 17:00') };
      await amina.does('2024-03-06 10:00', 'addFollowUp', alert);
      const review = { title: 'Review how releases are tested', kind: 'LONG_TERM' };
      expect((await amina.does('2024-03-06 10:05', 'addFollowUp', review)).incident).toMatchObject({
        followUps: [
          { title: 'Alert on open connections', owner: 'bela', kind: 'SHORT_TERM', status: 'OPEN' },
          { title: 'Review how releases are tested', owner: null, kind: 'LONG_TERM', status: 'OPEN' },
        ],
      });
    });

    it('publishes the postmortem only when each of them has an owner', async () => {
      await bela.does('2024-03-06 11:00', 'draftPostmortem', {
        summary: 'Card payments failed for 22 minutes after release v42.',
        impact: 'One payment in three failed.',
        rootCause: 'v42 opened a connection for each payment and closed none, until the pool was empty.',
        resolution: 'v42 was rolled back; v43 closes its connections.',
        lessons: '- The rollback took three minutes because it had been practiced.',
      });
      expect(await amina.isRefused('2024-03-06 11:30', 'publishPostmortem')).toMatchObject({
        rule: 'POSTMORTEM_INCOMPLETE',
        message: expect.stringContaining('Nobody owns “Review how releases are tested”'),
      });
      const followUp = await followUpId('Review how releases are tested');
      const owner = { owner: 'dora', dueAt: at('2024-04-30 17:00') };
      await amina.does('2024-03-06 11:31', 'reassignFollowUp', { followUpId: followUp, ...owner });
      expect((await amina.does('2024-03-06 11:32', 'publishPostmortem')).incident).toMatchObject({
        postmortem: { status: 'PUBLISHED', publishedAt: at('2024-03-06 11:32'), overdue: false },
      });
    });

    it('closes the incident', async () => {
      await ticks(amina, '2024-03-06 11:33', 'Wrap-up');
      const { incident } = await amina.does('2024-03-06 11:34', 'closeIncident', { summary: 'Written up' });
      expect(incident.checklists.flatMap(({ items }) => items)).toHaveLength(5);
      expect(incident).toMatchObject({ status: 'CLOSED' });
    });

    it('ends with the last follow-up', async () => {
      const first = await followUpId('Alert on open connections');
      await bela.does('2024-03-11 15:00', 'completeFollowUp', { followUpId: first });
      const last = await followUpId('Review how releases are tested');
      expect(
        (await dora.does('2024-04-22 09:00', 'completeFollowUp', { followUpId: last })).incident,
      ).toMatchObject({
        followUps: [{ status: 'COMPLETED' }, { status: 'COMPLETED' }],
      });
    });
  });

  describe('Afterwards', () => {
    it('the timeline tells all of it', async () => {
      expect(await shop.timeline()).toBe(toBeTold('commander-and-leads.timeline'));
    });

    it('the postmortem stands as a document', async () => {
      expect(await shop.postmortem()).toBe(toBeTold('commander-and-leads.postmortem'));
    });

    it('the dashboard has seen every event as it came', async () => {
      const recorded = await shop.record();
      expect(await dashboard.sees(recorded.length)).toEqual(recorded);
    });

    it('the numbers of the day are those of hand arithmetic', async () => {
      const day = { from: at('00:00'), to: at('2024-03-06 00:00') };
      expect(await meanMinutes(shop, day)).toEqual({
        timeToDetect: 5, // 09:36 to 09:41
        timeToAcknowledge: 2, // 09:44 to 09:46
        timeToFirstUpdate: 8, // 09:44 to 09:52
        timeToIdentify: 36, // 09:44 to 10:20
        timeToMitigate: 18, // 09:44 to 10:02
        timeToFirstResolve: 90, // 09:44 to 11:14
        timeToResolve: 90,
      });
      expect(await numbersOf(shop, day)).toMatchObject({
        changeFailureRate: { value: 1 / 3, numerator: 1, denominator: 3, inferred: 0 }, // v42 of v41 to v43
        deploymentFrequency: { value: 3 },
        failedDeploymentRecoveryTime: { count: 1, meanSeconds: 28 * 60 }, // v42: 09:30 to 09:58
      });
    });
  });
});
