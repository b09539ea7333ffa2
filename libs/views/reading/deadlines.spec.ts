import { describe, expect, it } from '@jest/globals';
import { temporaryFiles } from '../testing/files.js';
import { type Told, minute, uuid } from '../testing/telling.js';
import { Absorptions } from './absorptions.js';
import { Alerts } from './alerts.js';
import { Deadlines } from './deadlines.js';
import { Duplicates } from './duplicates.js';
import { Incidents } from './incidents.js';

const files = temporaryFiles();
const viewer = { restricted: true, principal: 'everyone' };

const happened = (number: number, type: string, data: object = {}, occurredAt = minute(0)): Told => ({
  stream: `incident-${uuid(number)}`,
  type,
  data,
  occurredAt,
  metadata: { recordedAt: occurredAt },
});
const declared = (number: number, about: object = {}, occurredAt?: string): Told =>
  happened(
    number,
    'IncidentDeclared',
    {
      id: uuid(number),
      title: 'Checkout fails',
      summary: '',
      severity: 'P1',
      services: [],
      detectedBy: 'MONITORING',
      detectedAt: occurredAt ?? minute(0),
      security: false,
      drill: false,
      visibility: 'ORGANIZATION',
      ...about,
    },
    occurredAt,
  );
const merged = (number: number, into: number): Told =>
  happened(number, 'IncidentMerged', {
    into: uuid(into),
    intoReference: `INC-${String(into)}`,
    alerts: ['alert'],
  });
const absorbed = (number: number, from: number, passedOnTo?: number): Told =>
  happened(number, 'IncidentAbsorbed', {
    from: uuid(from),
    fromReference: `INC-${String(from)}`,
    alerts: [],
    ...(passedOnTo !== undefined && { passedOnTo: uuid(passedOnTo) }),
  });

describe('the deadlines', () => {
  const reading = (story: readonly Told[]) => {
    const reader = files.reading(story);
    return new Deadlines(reader, new Incidents(reader));
  };
  const passed = (deadlines: Deadlines, now: string, limit = 10) =>
    deadlines.passed(now, limit).map(({ incidentId, command, dueAt }) => [incidentId, command.type, dueAt]);

  it('that have passed are found, the earliest first and no more than asked for', () => {
    const deadlines = reading([
      declared(1, {}, minute(5)),
      declared(2, { severity: 'P0' }),
      declared(3, { severity: 'P3' }),
      declared(4, { visibility: 'RESTRICTED', drill: true }),
    ]);
    const late = 'RecordAcknowledgementOverdue';
    const all = [
      [uuid(2), late, minute(5)],
      [uuid(4), late, minute(10)],
      [uuid(1), late, minute(15)],
    ];
    expect(passed(deadlines, minute(15))).toEqual(all);
    expect(passed(deadlines, minute(15), 2)).toEqual(all.slice(0, 2));
    expect(passed(deadlines, minute(4))).toEqual([]);
    expect([minute(4), minute(5), minute(15), minute(240)].map((now) => deadlines.next(now))).toEqual([
      minute(5),
      minute(10),
      minute(240),
      undefined,
    ]);
  });

  it('give way to the next one once they are recorded', () => {
    const deadlines = reading([
      declared(1),
      happened(1, 'AcknowledgementOverdue', { dueAt: minute(10) }, minute(10)),
    ]);
    expect(passed(deadlines, minute(500))).toEqual([[uuid(1), 'SuggestEscalation', minute(120)]]);
  });

  it('of an incident that cannot be read to its end are left until it can', () => {
    const unreadable = happened(1, 'SeverityChanged', { from: 'P1', to: 7, reason: 'No severity' });
    const deadlines = reading([declared(1), unreadable, declared(2)]);
    expect(passed(deadlines, minute(10)).map(([id]) => id)).toEqual([uuid(2)]);
  });
});

describe('what was merged', () => {
  const pending = (...story: Told[]) => {
    const reader = files.reading([declared(1), declared(2), declared(3), ...story]);
    return new Absorptions(reader, new Incidents(reader))
      .pending(10)
      .map(({ source, target }) => [source.reference, target]);
  };

  it('waits to be absorbed, until it is', () => {
    expect(pending(merged(1, 2))).toEqual([['INC-1', uuid(2)]]);
    expect(pending(merged(1, 2), absorbed(2, 1))).toEqual([]);
  });

  it('waits for the next one where it was handed on', () => {
    const handedOn = [merged(1, 2), merged(2, 3), absorbed(2, 1, 3), absorbed(3, 2)];
    expect(pending(...handedOn)).toEqual([['INC-1', uuid(3)]]);
    expect(pending(...handedOn, absorbed(3, 1))).toEqual([]);
  });

  it('waits no more once it is taken out of a circle', () => {
    const reopened = happened(1, 'IncidentReopened', { reason: 'A circle' });
    expect(pending(merged(1, 2), merged(2, 1), reopened)).toEqual([['INC-2', uuid(1)]]);
  });
});

describe('possible duplicates', () => {
  const story = [
    declared(1, { title: 'Card payments rejected', services: ['checkout'] }),
    declared(2, { title: 'Nothing of the kind', services: ['checkout'] }, minute(60)),
    declared(3, { title: 'Card payments rejected', visibility: 'RESTRICTED' }, minute(500)),
    declared(4, { title: 'Card payments rejected', services: ['checkout'] }),
    happened(4, 'IncidentCancelled', { reason: 'A test' }),
    declared(5, { title: 'Card games', services: ['games'] }),
    declared(6, { title: 'Another', services: ['search'] }, minute(500)),
    happened(6, 'AlertAttached', { alertId: 'alert' }),
    happened(1, 'AlertAttached', { alertId: 'alert' }),
  ];
  const reader = files.reading(story);
  const incidents = new Incidents(reader);
  const duplicates = new Duplicates(incidents, new Alerts(reader));
  const of = (reference: string, restricted: boolean, most = 10) => {
    const incident = incidents.find(reference, viewer);
    return incident ? duplicates.of(incident, { restricted, principal: 'outsider' }, most) : [];
  };

  it('are open incidents that have something in common with it, the most alike first', () => {
    expect(of('INC-1', true).map(({ incident, reasons }) => [incident.reference, reasons])).toEqual([
      ['INC-6', ['SAME_ALERT']],
      ['INC-2', ['SAME_SERVICE_AND_TIME']],
      ['INC-3', ['SIMILAR_WORDS']],
    ]);
    expect(of('INC-1', true, 1)).toHaveLength(1);
    expect(of('INC-5', true)).toEqual([]);
  });

  it('are not suggested to who may not see them, nor of what is over', () => {
    expect(of('INC-1', false).map(({ incident }) => incident.reference)).toEqual(['INC-6', 'INC-2']);
    expect(of('INC-4', true)).toEqual([]);
  });
});
