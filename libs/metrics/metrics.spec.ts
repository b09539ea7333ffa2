import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Metrics, measure } from './metrics.js';
import { anyFacts, anyQuestion } from './testing/anything.js';
import { deployment, hour, incident, resolved } from './testing/facts.js';

describe('every number', () => {
  it('is plain data without NaN: it comes back from JSON as it went', () => {
    fc.assert(
      fc.property(anyFacts, anyQuestion, (facts, question) => {
        const answer = measure(facts, question);
        expect(JSON.parse(JSON.stringify(answer))).toStrictEqual(answer);
      }),
    );
  });

  it('says how it is defined, by which rule, and by which rule alone', () => {
    const { window, filter, series, groups, duration, ...numbers } = measure(
      { incidents: [], deployments: [] },
      { now: hour(0) },
    );
    const all = Object.values(numbers);
    for (const { definition } of all) expect(definition).toMatch(/^[A-Z].{20,}\.$/);
    for (const { rule } of all) expect(rule).toMatch(/^[a-z-]+\/1$/);
    expect(new Set(all.map(({ rule }) => rule)).size).toBe(all.length);
  });

  it('does not depend on the order of the facts, or on whether they can be read twice', () => {
    function* once<T>(things: readonly T[]) {
      yield* things;
    }
    const shuffled = <T>(things: readonly T[]) =>
      fc.shuffledSubarray([...things], { minLength: things.length });
    const twoOrders = anyFacts.chain((facts) =>
      fc.record({
        facts: fc.constant(facts),
        incidents: shuffled(facts.incidents).map(once),
        deployments: shuffled(facts.deployments).map(once),
      }),
    );
    fc.assert(
      fc.property(twoOrders, anyQuestion, ({ facts, incidents, deployments }, question) => {
        expect(measure({ ...facts, incidents, deployments }, question)).toEqual(measure(facts, question));
      }),
    );
  });

  it('is the same for who may not see an incident as if it did not exist', () => {
    fc.assert(
      fc.property(anyFacts, anyQuestion, ({ incidents, deployments }, question) => {
        const visible = incidents.filter(({ hidden }) => !hidden);
        expect(measure({ incidents, deployments }, question)).toEqual(
          measure({ incidents: visible, deployments }, question),
        );
      }),
    );
  });

  it('does not move with an edited text', () => {
    const bare = ({ window, filter, series, groups, duration, ...numbers }: Metrics) =>
      Object.values(numbers).map(({ contributions, ...number }) => number);
    fc.assert(
      fc.property(anyFacts, anyQuestion, fc.string(), ({ incidents, deployments }, question, text) => {
        const edited = {
          incidents: incidents.map((one) => ({ ...one, reference: text, title: text, summary: text })),
          deployments: deployments.map((one) => ({ ...one, version: text, url: text })),
        };
        expect(bare(measure(edited, question))).toEqual(bare(measure({ incidents, deployments }, question)));
      }),
    );
  });

  it('is not changed by what lies outside of the window and of what it may blame', () => {
    const window = { from: hour(20), to: hour(40) };
    fc.assert(
      fc.property(anyFacts, anyQuestion, fc.boolean(), ({ incidents, deployments }, question, before) => {
        const outside = before
          ? resolved('outside', 1, 19, { status: 'CLOSED' })
          : incident({ id: 'outside', milestones: { DECLARED: [hour(64)] } });
        const asked = { ...question, window };
        expect(measure({ incidents: [...incidents, outside], deployments }, asked)).toEqual(
          measure({ incidents, deployments }, asked),
        );
      }),
    );
  });

  it('adds up with what stands behind it', () => {
    fc.assert(
      fc.property(anyFacts, anyQuestion, (facts, question) => {
        const answer = measure(facts, question);
        const { timeToResolve, changeFailureRate, failedDeploymentRecoveryTime } = answer;
        const leftOut = timeToResolve.excluded.reduce((sum, { count }) => sum + count, 0);
        expect(timeToResolve.count + leftOut).toBe(timeToResolve.contributions.length);
        const failed = changeFailureRate.contributions.filter((one) => one.failed);
        expect(changeFailureRate.numerator).toBe(failed.length);
        expect(failedDeploymentRecoveryTime.contributions.map(({ deploymentId }) => deploymentId)).toEqual(
          failed.map(({ deploymentId }) => deploymentId),
        );
      }),
    );
  });

  it('has a value exactly where there is something to divide by; the failure rate is at most 1', () => {
    fc.assert(
      fc.property(anyFacts, anyQuestion, (facts, question) => {
        const { changeFailureRate, deploymentFrequency, timeToAcknowledge } = measure(facts, question);
        expect(changeFailureRate.value === null).toBe(changeFailureRate.denominator === 0);
        expect(changeFailureRate.value ?? 0).toBeLessThanOrEqual(1);
        expect(changeFailureRate.inferred).toBeLessThanOrEqual(changeFailureRate.numerator);
        expect(deploymentFrequency.value === null).toBe(deploymentFrequency.denominator === 0);
        expect(timeToAcknowledge.meanSeconds === null).toBe(timeToAcknowledge.count === 0);
      }),
    );
  });
});

it('a hundred thousand deployments of one service, most of them followed by an incident, are measured', () => {
  const many = Array.from({ length: 100_000 }, (_, index) => index);
  const deployments = many.map((at) => deployment(`deployment-${at}`, at));
  // Two of three deployments are followed by an incident after half an hour, which takes a quarter.
  const incidents = many
    .filter((at) => at % 3 !== 0)
    .map((at) => resolved(`incident-${at}`, at + 0.5, at + 0.75));
  const answer = measure({ incidents, deployments }, { now: hour(100_000) });
  expect(answer.changeFailureRate).toMatchObject({ numerator: 66_666, denominator: 100_000 });
  expect(answer.timeToResolve).toMatchObject({ count: 66_666, meanSeconds: 900, p95Seconds: 900 });
  expect(answer.failedDeploymentRecoveryTime).toMatchObject({ count: 66_666, meanSeconds: 2700 });
});
