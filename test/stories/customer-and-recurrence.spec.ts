import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { page } from '../support/pages.js';
import { meanMinutes } from '../support/numbers.js';
import { organization, toBeTold } from '../support/organization.js';
import { beginningOn } from '../support/story-clock.js';
import { askOf } from '../support/story.js';

/**
 * A small company's process: customers report, the severity sets how often they are told, a postmortem is there within
 * two days, and nobody writes the same one twice.
 */
describe('Invoices lack their tax numbers', () => {
  const company = organization(beginningOn('2024-03-11')); // A Monday.
  const { at } = company;
  const sara = company.person('sara');
  const ida = company.person('ida');

  const repeats = (incidentId: string) =>
    askOf<Record<string, { edges: { node: { reference: string } }[] }>>(
      company,
      incidentId,
      'suggestedRecurrences(first: 5) { edges { node { reference } } } recurrences { edges { node { reference } } }',
    );
  const references = async (incidentId: string, field: 'suggestedRecurrences' | 'recurrences') =>
    (await repeats(incidentId))[field]?.edges.map(({ node }) => node.reference);
  const lastMitigation = async () => ({ mitigationId: (await company.now()).mitigations.at(-1)?.id });
  const overdueFollowUps = async () => {
    const { edges } = await page<object>(
      company.url(),
      'followUps',
      'first: 10, filter: { overdue: true }',
      'title owner incident { reference }',
      company.chat(),
    );
    return edges.map(({ node }) => node);
  };

  beforeAll(() => company.opens());
  afterAll(() => company.closes());

  describe('A customer reports', () => {
    it('what support declares, with the ticket and what the severity demands', async () => {
      const { incident } = await sara.does('09:10', 'declareIncident', {
        title: 'Invoices lack their tax numbers',
        summary: 'Tailor Lindqvist cannot book her invoice of Friday.',
        severity: 'P2',
        services: ['billing'],
        detectedBy: 'CUSTOMER',
        impactStartedAt: at('08:00'),
      });
      expect(incident).toMatchObject({
        status: 'DECLARED',
        policy: { acknowledgeWithinSeconds: 30 * 60, nextUpdateWithinSeconds: 8 * 60 * 60 },
      });
      const ticket = { kind: 'TICKET', title: 'Lindqvist', url: 'https://desk.example.com/tickets/812' };
      expect((await sara.does('09:12', 'addLink', ticket)).incident).toMatchObject({ links: [ticket] });
    });

    it('which an engineer acknowledges', async () => {
      expect((await ida.does('09:25', 'acknowledgeIncident')).incident).toMatchObject({
        status: 'ACKNOWLEDGED',
      });
    });

    it('and hears that the next update comes within the working day', async () => {
      const update = { audience: 'STAKEHOLDERS', body: 'We see it, too, and look into it.' };
      expect((await sara.does('09:30', 'publishUpdate', update)).incident).toMatchObject({
        nextUpdateDueAt: at('17:30'),
      });
    });
  });

  describe('It is worse than thought', () => {
    it('which raises the severity, for a reason, and with it how often customers are told', async () => {
      const count = { kind: 'OBSERVATION', body: 'All 2,140 invoices since 8:00 lack them' };
      await ida.does('09:55', 'recordNote', count);
      const worse = { severity: 'P1', reason: 'Every customer is affected' };
      expect((await ida.does('10:00', 'changeSeverity', worse)).incident).toMatchObject({
        severity: 'P1',
        policy: { nextUpdateWithinSeconds: 60 * 60, postmortem: { required: true } },
      });
      const update = { audience: 'STAKEHOLDERS', body: 'All invoices of today are affected.' };
      expect((await sara.does('10:05', 'publishUpdate', update)).incident).toMatchObject({
        nextUpdateDueAt: at('11:05'),
      });
    });

    it('and whoever begins with a code fix is reminded of what is easier', async () => {
      const fix = { kind: 'CODE_FIX', description: 'Print the tax number' };
      expect((await ida.does('10:10', 'startMitigation', fix)).incident).toMatchObject({
        mitigations: [{ kind: 'CODE_FIX', easyThingsUntried: true }],
      });
      const reason = { reason: 'The old printing is still there' };
      await ida.does('10:20', 'abandonMitigation', { ...(await lastMitigation()), ...reason });
      await ida.does('10:22', 'startMitigation', { kind: 'FEATURE_FLAG', description: 'Print as before' });
      const worked = { outcome: 'WORKED', observation: 'New invoices have them' };
      const verified = { ...(await lastMitigation()), ...worked };
      expect((await ida.does('10:30', 'verifyMitigation', verified)).incident).toMatchObject({
        mitigations: [{ status: 'ABANDONED' }, { kind: 'FEATURE_FLAG', status: 'WORKED' }],
      });
    });

    it('until the cause is found, the invoices are sent anew, and the customers know', async () => {
      const cause = { category: 'CODE_CHANGE', description: 'The new template drops the tax number' };
      await ida.does('10:45', 'identifyCause', cause);
      const resolved = { resolution: 'The old template is back, and all invoices were sent anew' };
      expect((await ida.does('11:00', 'resolveIncident', resolved)).incident).toMatchObject({
        status: 'RESOLVED',
        postmortem: { status: 'MISSING', dueAt: at('2024-03-13 11:00') },
      });
      const last = { audience: 'STAKEHOLDERS', body: 'You have new invoices. We are sorry.', last: true };
      expect((await sara.does('11:04', 'publishUpdate', last)).incident).toMatchObject({
        nextUpdateDueAt: null,
      });
    });
  });

  describe('A postmortem is there within two days', () => {
    it('with something to do that somebody owns', async () => {
      const followUp = {
        title: 'Test what an invoice must have',
        owner: 'ida',
        dueAt: at('2024-03-22 17:00'),
      };
      await ida.does('2024-03-12 14:00', 'addFollowUp', followUp);
      await ida.does('2024-03-12 14:30', 'draftPostmortem', {
        summary: 'Invoices lacked their tax numbers for two and a half hours.',
        impact: '2,140 invoices had to be sent anew.',
        rootCause: 'The new template drops the tax number, and no test looks at what is printed.',
        resolution: 'The old template is used again.',
      });
      expect((await ida.does('2024-03-12 15:00', 'publishPostmortem')).incident).toMatchObject({
        postmortem: { status: 'PUBLISHED', overdue: false, publishedAt: at('2024-03-12 15:00') },
      });
      await ida.does('2024-03-12 15:05', 'closeIncident');
    });

    it('which stands as a document', async () => {
      expect(await company.postmortem()).toBe(toBeTold('customer-and-recurrence.postmortem'));
    });
  });

  describe('Two weeks later it is there again', () => {
    const again = { incidentId: 'INC-3' };

    it('and a colleague sees it first, though others were busy with something else', async () => {
      await sara.does('2024-03-25 13:00', 'declareIncident', {
        title: 'The wiki is slow',
        severity: 'P3',
        services: ['wiki'],
      });
      const second = await sara.does('2024-03-25 14:00', 'declareIncident', {
        title: 'Tax numbers are missing again',
        severity: 'P1',
        services: ['billing'],
        detectedBy: 'EMPLOYEE',
      });
      expect(second.incident).toMatchObject({ reference: 'INC-3' });
      await ida.does('2024-03-25 14:05', 'acknowledgeIncident', again);
    });

    it('found as a recurrence as soon as its cause is known, and the wiki is not', async () => {
      expect(await references('INC-3', 'suggestedRecurrences')).toEqual([]);
      const cause = { category: 'CODE_CHANGE', description: 'The new template was switched on again' };
      await ida.does('2024-03-25 14:20', 'identifyCause', { ...cause, ...again });
      await ida.does('2024-03-25 14:21', 'identifyCause', { ...cause, incidentId: 'INC-2' });
      expect(await references('INC-3', 'suggestedRecurrences')).toEqual(['INC-1']);
      expect(await references('INC-2', 'suggestedRecurrences')).toEqual([]);
    });

    it('linked to the first one, which knows what repeats it', async () => {
      const link = { recurrenceOf: 'INC-1', reason: 'The same template, still without a test' };
      expect(
        (await ida.does('2024-03-25 14:25', 'linkRecurrence', { ...link, ...again })).incident,
      ).toMatchObject({
        recurrenceOf: { reference: 'INC-1' },
      });
      expect(await references('INC-1', 'recurrences')).toEqual(['INC-3']);
      expect(await references('INC-3', 'suggestedRecurrences')).toEqual([]);
    });

    it('because what was to be done was not done', async () => {
      const late = {
        title: 'Test what an invoice must have',
        owner: 'ida',
        incident: { reference: 'INC-1' },
      };
      expect(await overdueFollowUps()).toEqual([late]);
    });

    it('so that nobody writes the same postmortem twice: the first one learns', async () => {
      const resolved = { resolution: 'The old template is back', ...again };
      expect((await ida.does('2024-03-25 14:50', 'resolveIncident', resolved)).incident).toMatchObject({
        postmortem: { status: 'MISSING' },
      });
      const reason = { reason: 'It is that of INC-1, which was revised', ...again };
      expect((await ida.does('2024-03-26 09:00', 'waivePostmortem', reason)).incident).toMatchObject({
        postmortem: { status: 'WAIVED', dueAt: null },
      });
      const lessons = { lessons: 'A template that is switched off is removed the same day.' };
      await ida.does('2024-03-26 09:10', 'draftPostmortem', lessons);
      expect((await ida.does('2024-03-26 09:20', 'publishPostmortem')).incident).toMatchObject({
        postmortem: { status: 'PUBLISHED', publishedAt: at('2024-03-26 09:20') },
      });
    });

    it('and the last follow-up is done', async () => {
      const [followUp] = (await company.now()).followUps;
      await ida.does('2024-03-27 16:00', 'completeFollowUp', { followUpId: followUp?.id });
      await ida.does('2024-03-27 16:05', 'closeIncident', again);
      expect(await overdueFollowUps()).toEqual([]);
    });
  });

  describe('Afterwards', () => {
    it('the timelines tell all of it', async () => {
      expect(await company.timeline()).toBe(toBeTold('customer-and-recurrence.timeline'));
      expect(await company.timeline('INC-3')).toBe(toBeTold('customer-and-recurrence-again.timeline'));
    });

    it('the numbers of the month are those of hand arithmetic', async () => {
      const march = { from: at('2024-03-01 00:00'), to: at('2024-04-01 00:00') };
      // Of the P1s alone, INC-1 and INC-3: the severity is the last one that each had.
      expect(await meanMinutes(company, march, { severities: ['P1'] })).toEqual({
        timeToDetect: 70, // 08:00 to 09:10; nobody said when the second one began
        timeToAcknowledge: 10, // 09:10 to 09:25 and 14:00 to 14:05
        timeToFirstUpdate: 20, // 09:10 to 09:30; the second one had none
        timeToIdentify: 57.5, // 09:10 to 10:45 and 14:00 to 14:20
        timeToMitigate: null,
        timeToFirstResolve: 80, // 09:10 to 11:00 and 14:00 to 14:50
        timeToResolve: 80,
      });
    });
  });
});
