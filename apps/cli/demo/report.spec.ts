import { describe, expect, it } from '@jest/globals';
import { report } from './report.js';
import type { Script } from './step.js';
import type { Story } from './story.js';

const script: Script = {
  name: 'small',
  title: 'A small incident',
  sources: ['https://example.com/postmortem'],
  declaration: {
    key: 'declared',
    mutation: 'declareIncident',
    input: {},
    occurredAt: '2017-01-31T18:00:00Z',
  },
  steps: [],
};

const none = { count: 0, meanSeconds: null, definition: 'as defined' };
const story: Story = {
  incident: { reference: 'INC-1', title: 'Checkout fails', status: 'RESOLVED', severity: 'P1' },
  timeline: [
    { occurredAt: '2017-01-31T18:00:00.000Z', text: 'Declared as P1: Checkout fails' },
    {
      occurredAt: '2017-02-01T09:05:07.000Z',
      text: 'Resolved: the version before is back and everybody can pay again',
    },
  ],
  metrics: {
    timeToAcknowledge: { ...none, count: 1, meanSeconds: 42 },
    timeToIdentify: none,
    timeToFirstUpdate: { ...none, count: 1, meanSeconds: 300 },
    timeToMitigate: none,
    timeToResolve: { count: 1, meanSeconds: 54_307, definition: 'From declared to the last resolve' },
  },
};
const played = { incidentId: 'x', recorded: 0, steps: 3, position: '1' };

describe('The report of the demo', () => {
  it('tells the timeline by days, in lines that fit, and the numbers', () => {
    expect(report(script, played, story, 60)).toBe(
      `A small incident
  https://example.com/postmortem

INC-1  Checkout fails
P1, resolved. All 3 steps had been played before: nothing was recorded.

What happened (UTC)
  2017-01-31
    18:00:00  Declared as P1: Checkout fails
  2017-02-01
    09:05:07  Resolved: the version before is back and
              everybody can pay again

The numbers of these days
  time to acknowledge           42 s (1)  as defined
  time to identify                 – (0)  as defined
  time to first update         5 min (1)  as defined
  time to mitigate                 – (0)  as defined
  time to resolve         15 h 5 min (1)  From declared to
                                          the last resolve`,
    );
  });

  it('says how much was recorded', () => {
    expect(report(script, { ...played, recorded: 3 }, story)).toContain('All 3 steps were recorded.');
    expect(report(script, { ...played, recorded: 2 }, story)).toContain('2 of 3 steps were recorded');
  });
});
