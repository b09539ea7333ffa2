import { describe, expect, it } from '@jest/globals';
import { fates } from './incident-plan.js';
import { organization } from './organization.js';
import type { OrganizationStep } from './step.js';

const until = '2026-11-21T00:00:00.000Z';
const year = organization({ months: 12, seed: 1, until });
const steps = year.phases.flat(2);
const mutations = steps.map(({ mutation }) => mutation);
const count = (mutation: string): number => mutations.filter((one) => one === mutation).length;
const inputs = (mutation: string) =>
  steps.filter((step) => step.mutation === mutation).map(({ input }) => input);

describe('the year of an organization', () => {
  it('is the same each time, and another one for another seed', () => {
    expect(organization({ months: 12, seed: 1, until })).toEqual(year);
    expect(organization({ months: 12, seed: 2, until })).not.toEqual(year);
  });

  it('happens at the same times before another end', () => {
    const later = organization({ months: 1, seed: 1, until: '2026-11-28T00:00:00.000Z' });
    const earlier = organization({ months: 1, seed: 1, until });
    const offset = 7 * 24 * 3_600_000;
    const firsts = [later, earlier].map(({ phases }) => Date.parse(phases[0]?.[0]?.[0]?.occurredAt ?? ''));
    expect((firsts[0] ?? 0) - (firsts[1] ?? 0)).toBe(offset);
  });

  it('is as large as that of a company', () => {
    expect(count('recordDeployment')).toBeGreaterThan(1_500);
    expect(count('declareIncident')).toBeGreaterThan(300);
    expect(count('declareIncident')).toBeLessThan(400);
    expect(count('registerService')).toBeGreaterThanOrEqual(12);
  });

  it('names each step once', () => {
    expect(new Set(steps.map(({ key }) => key)).size).toBe(steps.length);
  });

  it('has nothing in the future of its end', () => {
    expect(steps.filter(({ occurredAt }) => occurredAt >= until)).toEqual([]);
  });

  it('tells each story in the order of its times', () => {
    const lanes = year.phases.slice(2).flat();
    for (const lane of lanes)
      for (const [n, { occurredAt }] of lane.entries())
        expect(occurredAt >= (lane[n - 1]?.occurredAt ?? '')).toBe(true);
  });

  it('is about nothing that was not made before', () => {
    const made = new Set<string>();
    const orphans: string[] = [];
    for (const phase of year.phases) {
      const inPhase: string[] = [];
      for (const lane of phase) {
        const own = new Set<string>();
        for (const { ids = {}, key, makes = {} } of lane) {
          const unknown = Object.values(ids)
            .flat()
            .filter((name) => !made.has(name) && !own.has(name));
          orphans.push(...unknown.map((name) => `${key} is about ${name}`));
          for (const name of Object.keys(makes)) own.add(name);
        }
        inPhase.push(...own);
      }
      for (const name of inPhase) made.add(name);
    }
    expect(orphans).toEqual([]);
  });

  it('has something of everything that people do', () => {
    const done = new Set(mutations);
    const wanted = [
      'acknowledgeIncident',
      'handOffRole',
      'changeSeverity',
      'startMitigation',
      'endImpact',
      'blameDeployment',
      'clearDeployment',
      'reopenIncident',
      'cancelIncident',
      'mergeIncident',
      'changeVisibility',
      'completeFollowUp',
      'dropFollowUp',
      'publishPostmortem',
      'waivePostmortem',
      'linkRecurrence',
      'retractNote',
    ];
    expect(wanted.filter((mutation) => !done.has(mutation))).toEqual([]);
    expect(inputs('declareIncident').filter(({ drill }) => drill === true).length).toBeGreaterThan(6);
    expect(fates.length).toBe(7);
  });

  it('keeps the worst rare, and deploys on working days', () => {
    const declared = inputs('declareIncident').map(({ severity }) => severity);
    const share = (severity: string) => declared.filter((one) => one === severity).length / declared.length;
    expect(share('P0')).toBeLessThan(0.02);
    expect(share('P3')).toBeGreaterThan(share('P1'));
    const weekends = steps.filter(
      ({ mutation, occurredAt }) =>
        mutation === 'recordDeployment' && [0, 6].includes(new Date(occurredAt).getUTCDay()),
    );
    expect(weekends.length / count('recordDeployment')).toBeLessThan(0.1);
  });

  it('rolls back in minutes, some of them within the five that a policy gives', () => {
    const mitigationOf = ({ ids, makes = {} }: OrganizationStep) =>
      ids?.['mitigationId'] ?? Object.keys(makes)[0];
    const ends = new Map(
      steps
        .filter(({ mutation }) => mutation === 'verifyMitigation')
        .map((step) => [mitigationOf(step), Date.parse(step.occurredAt)]),
    );
    const minutes = steps
      .filter(({ mutation, input }) => mutation === 'startMitigation' && input['kind'] === 'ROLLBACK')
      .map((step) => ((ends.get(mitigationOf(step)) ?? Infinity) - Date.parse(step.occurredAt)) / 60_000);
    expect(minutes.length).toBeGreaterThan(30);
    expect(Math.max(...minutes)).toBeLessThan(30);
    const inTime = minutes.filter((each) => each < 5).length / minutes.length;
    expect(inTime).toBeGreaterThan(0.3);
    expect(inTime).toBeLessThan(0.9);
  });

  it('breaks some of its promises, and keeps most', () => {
    const updates = steps.filter(({ mutation }) => mutation === 'publishUpdate');
    let [kept, broken] = [0, 0];
    for (const [n, update] of updates.entries()) {
      const next = updates[n + 1];
      const due = update.input['nextUpdateDueAt'];
      if (typeof due !== 'string' || next?.ids?.['incidentId'] !== update.ids?.['incidentId']) continue;
      if (next && next.occurredAt > due) broken += 1;
      else kept += 1;
    }
    expect(broken).toBeGreaterThan(5);
    expect(kept).toBeGreaterThan(broken);
  });
});
