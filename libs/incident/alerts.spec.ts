import { describe, expect, it } from '@jest/globals';
import {
  aDeclaredIncident,
  after,
  continued,
  given,
  refusedWhenOver,
  wordsOf,
} from './testing/situations.js';

const alertId = '5a0e2f6c-3f2b-5d8e-9c61-0c8c2f0f5a10';
const attach = { type: 'AttachAlert', data: { alertId, title: 'Errors above 5 %' } } as const;
const detach = { type: 'DetachAlert', data: { ...attach.data, reason: 'It is of another cluster' } } as const;
const anIncidentWithAnAlert = after(aDeclaredIncident, attach);

describe('attaching an alert', () => {
  it('adds it to the incident', () => {
    given(aDeclaredIncident)
      .when(attach)
      .then([{ type: 'AlertAttached', data: attach.data }]);
    given(anIncidentWithAnAlert)
      .when({ type: 'AttachAlert', data: { alertId: 'another' } })
      .leaves({ alerts: [alertId, 'another'] });
  });

  it('changes nothing where it is attached already', () => {
    given(anIncidentWithAnAlert).when(attach).changesNothing();
  });

  it('is refused on an incident that is over', () => {
    refusedWhenOver(attach);
  });
});

describe('detaching an alert', () => {
  it('takes it off the incident, with the reason', () => {
    given(anIncidentWithAnAlert)
      .when(detach)
      .then([{ type: 'AlertDetached', data: detach.data }]);
    given(anIncidentWithAnAlert).when(detach).leaves({ alerts: [] });
  });

  it('changes nothing where it is not attached', () => {
    given(aDeclaredIncident).when(detach).changesNothing();
  });

  it('is refused on an incident that is over', () => {
    refusedWhenOver(detach);
  });

  it('is told with the attaching', () => {
    expect(wordsOf(continued(anIncidentWithAnAlert, detach)).slice(1)).toEqual([
      'Alert “Errors above 5 %” attached',
      'Alert “Errors above 5 %” detached: It is of another cluster',
    ]);
  });

  it('is told by the id where the alert was not named', () => {
    const nameless = after(
      aDeclaredIncident,
      { type: 'AttachAlert', data: { alertId } },
      { type: 'DetachAlert', data: { alertId, reason: 'Over' } },
    );
    expect(wordsOf(nameless).slice(1)).toEqual([
      `Alert ${alertId} attached`,
      `Alert ${alertId} detached: Over`,
    ]);
  });
});
