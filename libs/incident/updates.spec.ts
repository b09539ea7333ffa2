import { describe, expect, it } from '@jest/globals';
import { amina, bela, chatbot, minute, newIdAfter } from '#decider/testing';
import type { IncidentCommand } from './incident.js';
import {
  aCancelledIncident,
  aClosedIncident,
  aDeclaredIncident,
  after,
  anAcknowledgedIncident,
  cancel,
  close,
  continued,
  given,
  refusedWhenOver,
  resolve,
  stateAfter,
  wordsOf,
} from './testing/situations.js';
import type { Audience } from './promise.js';

const body = 'Card payments fail for some customers in the EU. We are on it.';
const publish = (
  audience: Audience,
  rest: Partial<Extract<IncidentCommand, { type: 'PublishUpdate' }>['data']> = {},
) => ({ type: 'PublishUpdate', data: { audience, body, ...rest } }) as const;
const correct = (updateId: string, corrected: string) =>
  ({ type: 'CorrectUpdate', data: { updateId, body: corrected } }) as const;

const anIncidentUnderAminasCommand = after(aDeclaredIncident, {
  type: 'AssignRole',
  data: { role: 'INCIDENT_COMMANDER', person: amina.id },
});
const anIncidentThatBelaSpeaksFor = after(anAcknowledgedIncident, {
  type: 'AssignRole',
  data: { role: 'BUSINESS_LEAD', person: bela.id },
});
const anUpdatedIncident = after(anAcknowledgedIncident, publish('INTERNAL'));
const theUpdate = newIdAfter(2);

describe('publishing an update', () => {
  it('records it with the promise of the next', () => {
    given(anAcknowledgedIncident)
      .when(publish('STAKEHOLDERS', { nextUpdateDueAt: minute(20) }))
      .then([
        {
          type: 'UpdatePublished',
          data: { updateId: theUpdate, audience: 'STAKEHOLDERS', body, nextUpdateDueAt: minute(20) },
        },
      ]);
  });

  it('shows who said what, when', () => {
    given(anAcknowledgedIncident)
      .when(publish('INTERNAL', { nextUpdateDueAt: minute(20) }), { by: chatbot, onBehalfOf: bela })
      .leaves({
        updates: [
          {
            id: theUpdate,
            audience: 'INTERNAL',
            body,
            nextUpdateDueAt: minute(20),
            overrideReason: null,
            publishedBy: bela,
            publishedAt: minute(2),
            recordedAt: minute(2),
            corrections: [],
          },
        ],
      });
  });

  it('is a milestone the first time', () => {
    given(anAcknowledgedIncident)
      .when(publish('INTERNAL'))
      .leaves({ milestones: { FIRST_UPDATE: [minute(2)] } });
    given(anUpdatedIncident)
      .when(publish('PUBLIC', { overrideReason: 'Nobody else is awake' }))
      .leaves({ milestones: { FIRST_UPDATE: [minute(2)] } });
  });

  it('is refused on an incident that is over', () => {
    refusedWhenOver(publish('INTERNAL'));
  });
});

describe('speaking in public', () => {
  it('is for the Incident Commander and the Business Lead', () => {
    given(anIncidentUnderAminasCommand).when(publish('PUBLIC'), { by: amina }).succeeds();
    given(anIncidentThatBelaSpeaksFor).when(publish('PUBLIC'), { by: bela }).succeeds();
  });

  it('is refused to others', () => {
    given(anIncidentThatBelaSpeaksFor)
      .when(publish('PUBLIC'), { by: amina })
      .refuses('NOT_SPOKESPERSON', /overrideReason/);
  });

  it('is refused to a tool that acts for others, and allowed to one that acts for them', () => {
    given(anIncidentThatBelaSpeaksFor)
      .when(publish('PUBLIC'), { by: chatbot, onBehalfOf: amina })
      .refuses('NOT_SPOKESPERSON');
    given(anIncidentThatBelaSpeaksFor).when(publish('PUBLIC'), { by: chatbot, onBehalfOf: bela }).succeeds();
  });

  it('is allowed to a tool that names nobody once there is a spokesperson', () => {
    given(anAcknowledgedIncident).when(publish('PUBLIC'), { by: chatbot }).refuses('NOT_SPOKESPERSON');
    given(anIncidentThatBelaSpeaksFor).when(publish('PUBLIC'), { by: chatbot }).succeeds();
  });

  it('can be overridden, which is recorded', () => {
    given(anIncidentThatBelaSpeaksFor)
      .when(publish('PUBLIC', { last: true, overrideReason: 'Béla is on a plane' }), { by: amina })
      .then([
        {
          type: 'UpdatePublished',
          data: { updateId: newIdAfter(3), audience: 'PUBLIC', body, overrideReason: 'Béla is on a plane' },
        },
      ]);
  });

  it('records no override where none was needed', () => {
    given(anIncidentThatBelaSpeaksFor)
      .when(publish('PUBLIC', { last: true, overrideReason: 'To be sure' }), { by: bela })
      .then([{ type: 'UpdatePublished', data: { updateId: newIdAfter(3), audience: 'PUBLIC', body } }]);
  });

  it('is a rule for public updates only', () => {
    given(anIncidentThatBelaSpeaksFor).when(publish('STAKEHOLDERS'), { by: amina }).succeeds();
  });
});

describe('correcting an update', () => {
  const corrected = 'Card payments fail for one in ten customers in the EU.';

  it('records what it said and what it says', () => {
    given(anUpdatedIncident)
      .when(correct(theUpdate, corrected))
      .then([{ type: 'UpdateCorrected', data: { updateId: theUpdate, from: body, to: corrected } }]);
  });

  it('keeps the original', () => {
    const incident = stateAfter(continued(anUpdatedIncident, correct(theUpdate, corrected), { by: bela }));
    expect(incident?.updates).toMatchObject([
      {
        body: corrected,
        publishedBy: amina,
        corrections: [{ previousBody: body, correctedBy: bela, correctedAt: minute(3) }],
      },
    ]);
  });

  it('changes nothing where the text is the same', () => {
    given(anUpdatedIncident).when(correct(theUpdate, body)).changesNothing();
  });

  it('is refused where there is no such update', () => {
    given(anUpdatedIncident).when(correct('another', corrected)).refuses('UPDATE_NOT_FOUND');
  });

  it('of what the public was told is for the Business Lead and the Commander, unless overridden', () => {
    const toldToAll = after(anIncidentThatBelaSpeaksFor, publish('PUBLIC', { overrideReason: 'In a hurry' }));
    const reword = correct(newIdAfter(3), corrected);
    given(toldToAll)
      .when(reword, { by: amina })
      .refuses('NOT_SPOKESPERSON', /overrideReason/);
    given(toldToAll).when(reword, { by: bela }).succeeds();
    const overriding = { ...reword, data: { ...reword.data, overrideReason: 'Béla is on a plane' } };
    given(toldToAll)
      .when(overriding, { by: amina })
      .then([
        {
          type: 'UpdateCorrected',
          data: { updateId: newIdAfter(3), from: body, to: corrected, overrideReason: 'Béla is on a plane' },
        },
      ]);
    expect(wordsOf(continued(toldToAll, overriding, { by: amina })).at(-1)).toBe(
      `Update corrected to “${corrected}”; it read “${body}” · corrected by override: Béla is on a plane`,
    );
  });

  it('stays possible when the incident is over', () => {
    for (const end of [[resolve, close], [cancel]])
      given(after(anUpdatedIncident, ...end))
        .when(correct(theUpdate, corrected))
        .then([{ type: 'UpdateCorrected', data: { updateId: theUpdate, from: body, to: corrected } }]);
    for (const over of [aClosedIncident, aCancelledIncident])
      given(over).when(correct(theUpdate, corrected)).refuses('UPDATE_NOT_FOUND');
  });
});

describe('the timeline of updates', () => {
  it('says for whom, what, and when the next comes', () => {
    const story = after(
      anAcknowledgedIncident,
      publish('INTERNAL', { nextUpdateDueAt: '2026-03-02T10:30:00.000Z' }),
      publish('PUBLIC', { last: true, overrideReason: 'Nobody else is awake' }),
      correct(theUpdate, 'All is well'),
    );
    expect(wordsOf(story).slice(2)).toEqual([
      `Internal update: ${body} · next update due 2026-03-02 10:30 UTC`,
      `Public update: ${body} · no further update promised · published by override: Nobody else is awake`,
      `Update corrected to “All is well”; it read “${body}”`,
    ]);
  });
});
