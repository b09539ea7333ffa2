import { describe, expect, it } from '@jest/globals';
import { amina, bela, minute, newIdAfter } from '#decider/testing';
import { correct, end, record, withdraw } from './testing/impact.js';
import {
  aClosedIncident,
  aDeclaredIncident,
  after,
  cancel,
  close,
  given,
  refusedWhenOver,
  resolve,
  stateAfter,
  wordsOf,
} from './testing/situations.js';

const first = newIdAfter(1);
const second = newIdAfter(2);
const anIncidentWithImpact = after(aDeclaredIncident, record({ from: minute(-10) }));
describe('recording impact', () => {
  it('says what of which service users have lost, and since when', () => {
    given(aDeclaredIncident)
      .when(record(), { at: minute(-3), by: bela })
      .leaves({
        impacts: [
          {
            id: first,
            service: 'checkout',
            level: 'MAJOR_OUTAGE',
            from: minute(-3),
            until: null,
            recordedBy: bela,
            corrections: [],
            retraction: null,
          },
        ],
      });
  });

  it('takes no time that is still to come, and none that runs backwards', () => {
    given(aDeclaredIncident)
      .when(record({ from: minute(20) }))
      .refuses('IN_THE_FUTURE');
    given(aDeclaredIncident)
      .when(record({ until: minute(20) }))
      .refuses('IN_THE_FUTURE');
    for (const until of [minute(-10), minute(-11)])
      given(aDeclaredIncident)
        .when(record({ from: minute(-10), until }))
        .refuses('IMPACT_ENDS_BEFORE_START');
  });

  it('is refused on an incident that is over', () => {
    refusedWhenOver(record());
  });
});

describe('impact of the same level on the same service', () => {
  it('changes nothing where that very window is recorded', () => {
    given(anIncidentWithImpact)
      .when(record({ from: minute(-10) }))
      .changesNothing();
  });

  it('is refused where it overlaps with another, naming that and what to do with it', () => {
    for (const overlapping of [
      { from: minute(-5) },
      { from: minute(-20) },
      { from: minute(-12), until: minute(-9) },
    ])
      given(anIncidentWithImpact)
        .when(record(overlapping))
        .refuses('IMPACT_OVERLAPS', /^“checkout: major outage since .*” \(id-1\).*endImpact/);
  });

  it('may follow on another at once', () => {
    given(anIncidentWithImpact)
      .when(record({ from: minute(-20), until: minute(-10) }))
      .succeeds();
  });

  it('may overlap with another level and another service, which union or difference tells apart', () => {
    given(anIncidentWithImpact)
      .when(record({ level: 'DEGRADED' }))
      .succeeds();
    given(anIncidentWithImpact)
      .when(record({ service: 'search' }))
      .succeeds();
  });
});

describe('ending impact', () => {
  it('gives the window its end', () => {
    given(anIncidentWithImpact)
      .when(end(first))
      .then([
        {
          type: 'ImpactEnded',
          data: {
            impactId: first,
            service: 'checkout',
            level: 'MAJOR_OUTAGE',
            from: minute(-10),
            until: minute(2),
          },
        },
      ]);
  });

  it('changes nothing at the same time again, and is refused at another', () => {
    const ended = after(anIncidentWithImpact, end(first, minute(1)));
    given(ended)
      .when(end(first, minute(1)))
      .changesNothing();
    given(ended)
      .when(end(first))
      .refuses('IMPACT_OVER', /correctImpact/);
  });

  it('is possible after the incident was closed, so that a forgotten end takes no reopening', () => {
    given(after(anIncidentWithImpact, resolve, close))
      .when(end(first, minute(1)))
      .succeeds();
  });

  it('is refused before it began, and where there is none such', () => {
    given(anIncidentWithImpact)
      .when(end(first, minute(-10)))
      .refuses('IMPACT_ENDS_BEFORE_START');
    given(aClosedIncident).when(end(first)).refuses('IMPACT_NOT_FOUND');
  });
});

describe('correcting impact', () => {
  it('keeps how it read', () => {
    given(anIncidentWithImpact)
      .when(correct(first, { level: 'DEGRADED', from: minute(-12) }), { by: bela })
      .leaves({
        impacts: [
          {
            id: first,
            service: 'checkout',
            level: 'DEGRADED',
            from: minute(-12),
            until: null,
            recordedBy: amina,
            corrections: [
              {
                previous: {
                  service: 'checkout',
                  level: 'MAJOR_OUTAGE',
                  from: minute(-10),
                  until: null,
                },
                reason: 'By the graphs',
                correctedBy: bela,
                correctedAt: minute(2),
              },
            ],
            retraction: null,
          },
        ],
      });
  });

  it('may say that it goes on after all', () => {
    const ended = after(anIncidentWithImpact, end(first));
    given(ended)
      .when(correct(first, { until: null }))
      .leaves({ milestones: expect.not.objectContaining({ IMPACT_ENDED: expect.anything() }) as never });
  });

  it('changes nothing where it reads so', () => {
    given(anIncidentWithImpact)
      .when(correct(first, { service: 'checkout', until: null }))
      .changesNothing();
  });

  it('does not make it overlap with another', () => {
    const two = after(anIncidentWithImpact, record({ service: 'search', from: minute(-4) }));
    given(two)
      .when(correct(second, { service: 'checkout' }))
      .refuses('IMPACT_OVERLAPS');
  });

  it('is possible in every status', () => {
    for (const over of [after(anIncidentWithImpact, resolve, close), after(anIncidentWithImpact, cancel)])
      given(over)
        .when(correct(first, { from: minute(-8) }))
        .succeeds();
  });
});

describe('withdrawing impact', () => {
  const withdrawn = after(anIncidentWithImpact, withdraw(first));

  it('keeps it, as one that does not count', () => {
    expect(stateAfter(withdrawn)?.impacts).toMatchObject([
      { id: first, retraction: { reason: 'A test account', retractedBy: amina, retractedAt: minute(2) } },
    ]);
    given(withdrawn)
      .when(record({ from: minute(-5) }))
      .succeeds();
  });

  it('changes nothing the second time, and leaves nothing to correct', () => {
    given(withdrawn).when(withdraw(first)).changesNothing();
    given(withdrawn)
      .when(end(first))
      .refuses('IMPACT_WITHDRAWN', /recordImpact/);
    given(withdrawn)
      .when(correct(first, { from: minute(-5) }))
      .refuses('IMPACT_WITHDRAWN');
  });
});

it('The timeline of impact tells each window, and how it read before', () => {
  const story = after(
    anIncidentWithImpact,
    end(first, minute(1)),
    correct(first, { level: 'PARTIAL_OUTAGE' }),
    withdraw(first),
  );
  expect(wordsOf(story).slice(1)).toEqual([
    'Impact on checkout: major outage since 2026-03-02 08:50 UTC',
    'Impact ended on checkout: major outage from 2026-03-02 08:50 UTC to 2026-03-02 09:01 UTC',
    'Impact corrected to “checkout: partial outage from 2026-03-02 08:50 UTC to 2026-03-02 09:01 UTC”; it read “checkout: major outage from 2026-03-02 08:50 UTC to 2026-03-02 09:01 UTC”: By the graphs',
    'Impact withdrawn: A test account; it read “checkout: partial outage from 2026-03-02 08:50 UTC to 2026-03-02 09:01 UTC”',
  ]);
});
