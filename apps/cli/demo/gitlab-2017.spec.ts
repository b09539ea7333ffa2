import { describe, expect, it } from '@jest/globals';
import type { Happened } from '#decider';
import { type Incident, type IncidentCommand, incidents } from '#incident';
import { gitlab2017 } from './gitlab-2017.js';
import type { Step } from './step.js';

const now = '2026-11-21T10:00:00.000Z';
const actor = { kind: 'API_KEY', id: 'demo', name: 'Demo' } as const;
const steps = [gitlab2017.declaration, ...gitlab2017.steps];

/** The command that the server makes of a step: what its mutation adds by default, and `to` for a new severity. */
function commandOf({ input, mutation }: Step): IncidentCommand {
  const { severity, ...rest } = input;
  const type = mutation.charAt(0).toUpperCase() + mutation.slice(1);
  const defaults = { security: false, drill: false, visibility: 'ORGANIZATION', alerts: [], severity };
  const data =
    type === 'DeclareIncident'
      ? { ...defaults, ...rest }
      : { ...rest, ...(severity !== undefined && { to: severity }) };
  // That it is one of the incident's commands is what the spec finds out.
  return { type, data } as IncidentCommand;
}

/** The incident after all steps, decided one after the other by the rules themselves. */
function played() {
  const story: Happened[] = [];
  const refused: string[] = [];
  let state: Incident | undefined;
  for (const step of steps) {
    let made = 0;
    const occurredAt = new Date(step.occurredAt).toISOString();
    const newId = () => `${step.key}-${String((made += 1))}`;
    const decision = incidents.decide(commandOf(step), state, { now, occurredAt, actor, id: 'demo', newId });
    if ('refusal' in decision || decision.events.length === 0) {
      refused.push(step.key);
      continue;
    }
    for (const event of decision.events) {
      const happened = { event, facts: { occurredAt, recordedAt: now, actor } };
      story.push(happened);
      state = incidents.evolve(state, happened);
    }
  }
  return { refused, state, story };
}

describe('The demo of the GitLab.com outage', () => {
  it('is accepted by the rules of the incident, step by step', () => {
    expect(played().refused).toEqual([]);
  });

  it('ends as it ended: back after 18 hours and a half without data, closed with the postmortem', () => {
    const { state } = played();
    expect(state).toMatchObject({
      status: 'CLOSED',
      severity: 'P0',
      cause: { category: 'HUMAN_ERROR' },
      milestones: {
        DECLARED: ['2017-01-31T18:00:00.000Z'],
        MITIGATED: ['2017-02-01T17:00:00.000Z'],
        RESOLVED: ['2017-02-01T18:00:00.000Z'],
      },
    });
  });

  it('names every step once, so that a second run finds each', () => {
    const keys = steps.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('is told in the order in which it happened, but for what became known later', () => {
    const late = new Set(['snapshot']);
    const times = steps.filter(({ key }) => !late.has(key)).map(({ occurredAt }) => Date.parse(occurredAt));
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it('names nobody but by their part', () => {
    const people = JSON.stringify(steps).match(/[\w.-]+@[\w.-]+/g) ?? [];
    expect(people.length).toBeGreaterThan(0);
    expect(people.filter((person) => !person.endsWith('@example.com'))).toEqual([]);
  });
});
