import { describe, expect, it } from '@jest/globals';
import { redactionOf } from './redaction.js';

const seeing =
  (...ids: string[]) =>
  (id: string) =>
    ids.includes(id);
const data = { from: 'a', fromReference: 'INC-1', alerts: [], passedOnTo: 'b' };
const absorbed = { type: 'IncidentAbsorbed', data };

describe('What is left of an event', () => {
  it('is all of it for who may see each incident that it names', () => {
    expect(redactionOf(absorbed, seeing('a', 'b'))).toBeUndefined();
    const { passedOnTo: _, ...kept } = data;
    expect(redactionOf({ type: 'IncidentAbsorbed', data: kept }, seeing('a'))).toBeUndefined();
  });

  it.each([['a'], ['b']])('is a sentence that names none, where one of them is hidden', (seen) => {
    expect(redactionOf(absorbed, seeing(seen))).toEqual({
      text: 'Another incident was merged into this incident',
      data: { redacted: true },
    });
  });

  it('is all of it where it names no other incident', () => {
    const noted = { type: 'NoteRecorded', data: { body: 'Looked at the graphs' } };
    expect(redactionOf(noted, seeing())).toBeUndefined();
    expect(redactionOf({ type: 'constructor', data: {} }, seeing())).toBeUndefined();
  });

  it('is nothing of what names incidents in a way of its own, and of nothing nothing', () => {
    const linked = { type: 'RecurrenceLinked', data: { incidentId: 7, reference: 'INC-7' } };
    expect(redactionOf(linked, () => true)?.data).toEqual({ redacted: true });
    expect(redactionOf({ type: 'RecurrenceLinked', data: null }, seeing())).toBeUndefined();
  });
});
