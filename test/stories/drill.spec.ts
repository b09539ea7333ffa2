import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Numbers, numbersOf } from '../support/numbers.js';
import { organization, toBeTold } from '../support/organization.js';
import { page } from '../support/pages.js';
import { beginningOn } from '../support/story-clock.js';

/**
 * A carrier's process: once a quarter the whole of it is practiced, on the real service and with the real tools, and
 * no number knows of it.
 */
describe('A drill', () => {
  const carrier = organization(beginningOn('2024-03-13'));
  const { at } = carrier;
  const amina = carrier.person('amina');
  const bela = carrier.person('bela');
  const day = { from: at('00:00'), to: at('2024-03-14 00:00') };
  const tracking = { service: 'tracking', environment: 'production', outcome: 'SUCCEEDED' };
  let before: Numbers;

  const drill = { incidentId: 'INC-2' };
  const listed = async (filter: string) => {
    const fields = 'reference publicStatus';
    const { edges } = await page<object>(
      carrier.url(),
      'incidents',
      `first: 10, filter: { ${filter} }`,
      fields,
      carrier.chat(),
    );
    return edges.map(({ node }) => node);
  };

  beforeAll(async () => {
    await carrier.opens();
    await carrier.releases('v7', '07:00', tracking);
    const real = { title: 'Parcels are not found', severity: 'P1', services: ['tracking'] };
    await amina.does('08:00', 'declareIncident', {
      ...real,
      detectedAt: at('07:56'),
      impactStartedAt: at('07:50'),
    });
    await amina.does('08:04', 'assignRole', { role: 'INCIDENT_COMMANDER', person: 'amina' });
    await amina.does('08:10', 'publishUpdate', { audience: 'PUBLIC', body: 'We look for them.' });
    await amina.does('08:30', 'identifyCause', {
      category: 'CODE_CHANGE',
      description: 'v7 reads the wrong index',
    });
    await amina.does('08:40', 'mitigateIncident', { summary: 'v6 finds them' });
    await amina.does('09:00', 'resolveIncident', { resolution: 'v6 is back' });
    await carrier.releases('v8', '10:00', tracking);
  });
  afterAll(() => carrier.closes());

  it('comes on a day that has its numbers', async () => {
    before = await numbersOf(carrier, day);
    expect(before).toMatchObject({
      timeToAcknowledge: { count: 1, meanSeconds: 4 * 60 },
      timeToResolve: { count: 1, meanSeconds: 60 * 60 },
      changeFailureRate: { value: 1 / 2 }, // v7, 50 minutes before the impact; not v8
      deploymentFrequency: { value: 2 },
      failedDeploymentRecoveryTime: { count: 1, meanSeconds: 2 * 60 * 60 }, // v7: 07:00 to 09:00
    });
  });

  it('is declared as one, right after a release, and the public hears nothing of it', async () => {
    const alert = await carrier.alerts('tracking-drill', {
      title: 'Drill: tracking is down',
      startsAt: at('10:30'),
    });
    const { incident } = await bela.does('10:31', 'declareIncident', {
      title: 'Drill: tracking is down',
      severity: 'P0',
      drill: true,
      services: ['tracking'],
      detectedBy: 'MONITORING',
      detectedAt: at('10:30'),
      impactStartedAt: at('10:20'),
      alerts: [alert],
    });
    expect(incident).toMatchObject({
      reference: 'INC-2',
      drill: true,
      status: 'DECLARED',
      publicStatus: null,
    });
  });

  it('is led, impact and all, as if it were real', async () => {
    await bela.does('10:40', 'assignRole', { ...drill, role: 'INCIDENT_COMMANDER', person: 'bela' });
    await bela.does('10:41', 'assignRole', { ...drill, role: 'TECHNICAL_LEAD', person: 'amina' });
    const impact = { ...drill, service: 'tracking', level: 'MAJOR_OUTAGE', from: at('10:20') };
    const { impacts } = (await amina.does('10:45', 'recordImpact', impact)).incident;
    const update = { ...drill, audience: 'INTERNAL', body: 'This is a drill.' };
    expect((await bela.does('10:50', 'publishUpdate', update)).incident).toMatchObject({
      nextUpdateDueAt: at('11:20'),
    });
    await amina.does('11:25', 'endImpact', { ...drill, impactId: impacts[0]?.id });
  });

  it('is held to the rules of the real process', async () => {
    const rollback = { ...drill, kind: 'ROLLBACK', description: 'Back to v7' };
    const { mitigations } = (await amina.does('11:00', 'startMitigation', rollback)).incident;
    const restart = { ...drill, kind: 'RESTART', description: 'All nodes' };
    expect(await bela.isRefused('11:05', 'startMitigation', restart)).toMatchObject({
      rule: 'MITIGATION_IN_PROGRESS',
    });
    const worked = { ...drill, mitigationId: mitigations[0]?.id, outcome: 'WORKED' };
    expect((await amina.does('11:20', 'verifyMitigation', worked)).incident).toMatchObject({
      mitigations: [{ status: 'WORKED' }],
    });
    const cause = { ...drill, category: 'CODE_CHANGE', description: 'Made up' };
    await amina.does('11:22', 'identifyCause', cause);
    await bela.does('11:25', 'mitigateIncident', { ...drill, summary: 'v7 would answer' });
  });

  it('ends with what was learned, and owes no postmortem', async () => {
    await bela.does('11:30', 'resolveIncident', { ...drill, resolution: 'Well done' });
    const followUp = { ...drill, title: 'Print the phone numbers', owner: 'amina' };
    const { followUps } = (await bela.does('11:40', 'addFollowUp', followUp)).incident;
    await amina.does('11:50', 'completeFollowUp', { ...drill, followUpId: followUps[0]?.id });
    expect((await bela.does('12:00', 'closeIncident', drill)).incident).toMatchObject({
      status: 'CLOSED',
      publicStatus: null,
      postmortem: { status: 'NONE', dueAt: null },
      followUps: [{ status: 'COMPLETED' }],
    });
  });

  it('is on record like everything else', async () => {
    expect(await carrier.timeline('INC-2')).toBe(toBeTold('drill.timeline'));
    expect(await listed('drill: true')).toEqual([{ reference: 'INC-2', publicStatus: null }]);
    expect(await listed('drill: false')).toEqual([{ reference: 'INC-1', publicStatus: 'RESOLVED' }]);
  });

  it('leaves every number of the day unchanged', async () => {
    const after = await numbersOf(carrier, day);
    expect(Object.keys(after)).toHaveLength(10);
    expect(withoutExclusions(after)).toEqual(withoutExclusions(before));
  });

  it('is named where it was left out', async () => {
    const { timeToAcknowledge, timeToResolve } = await numbersOf(carrier, day);
    for (const { excluded } of [timeToAcknowledge, timeToResolve])
      expect(excluded).toContainEqual({ reason: 'DRILL', count: 1 });
  });

  it('counts for those who want to know how well it went', async () => {
    const { changeFailureRate, timeToAcknowledge } = await numbersOf(carrier, day, { include: ['DRILLS'] });
    // 08:00 to 08:04 and 10:31 to 10:40.
    expect(timeToAcknowledge).toMatchObject({ count: 2, meanSeconds: (4 + 9) * 30 });
    expect(changeFailureRate).toMatchObject({ value: 1 });
  });
});

const withoutExclusions = (numbers: Numbers): object =>
  Object.fromEntries(Object.entries(numbers).map(([name, { excluded: _, ...number }]) => [name, number]));
