import { describe, expect, it } from '@jest/globals';
import { amina, bela, minute, newIdAfter } from '#decider/testing';
import type { IncidentCommand } from './incident.js';
import {
  aCancelledIncident,
  aClosedIncident,
  aDeclaredIncident,
  aResolvedIncident,
  after,
  continued,
  given,
  wordsOf,
} from './testing/situations.js';

const body = 'Errors began with the 09:00 deployment';
const better = 'Errors began four minutes before the 09:00 deployment';
const record = { type: 'RecordNote', data: { kind: 'OBSERVATION', body } } as const satisfies IncidentCommand;
const theNote = newIdAfter(1);
const correct = { type: 'CorrectNote', data: { noteId: theNote, body: better } } as const;
const retract = { type: 'RetractNote', data: { noteId: theNote, reason: 'Seen on staging' } } as const;

const anIncidentWithANote = after(aDeclaredIncident, record);
const anIncidentWithARetractedNote = after(anIncidentWithANote, retract);

describe('recording a note', () => {
  it('adds it to the incident log with the time of what was seen', () => {
    given(aDeclaredIncident)
      .when(record, { by: bela, at: minute(-30) })
      .leaves({
        notes: [
          {
            id: theNote,
            kind: 'OBSERVATION',
            body,
            recordedBy: bela,
            occurredAt: minute(-30),
            corrections: [],
            retraction: null,
          },
        ],
      });
  });

  it('may be done twice in the same words', () => {
    given(anIncidentWithANote)
      .when(record)
      .then([{ type: 'NoteRecorded', data: { noteId: newIdAfter(2), kind: 'OBSERVATION', body } }]);
  });

  it.each([
    ['a resolved', aResolvedIncident],
    ['a closed', aClosedIncident],
    ['a cancelled', aCancelledIncident],
  ])('is possible on %s incident', (_, incident) => {
    given(incident).when(record).succeeds();
  });

  it('cannot be done of what has not happened yet, beyond what clocks may differ', () => {
    given(aDeclaredIncident)
      .when(record, { at: minute(2) })
      .succeeds();
    given(aDeclaredIncident)
      .when(record, { at: minute(3) })
      .refuses('IN_THE_FUTURE');
  });
});

describe('correcting a note', () => {
  it('keeps the original', () => {
    given(anIncidentWithANote)
      .when(correct)
      .then([
        { type: 'NoteCorrected', data: { noteId: theNote, kind: 'OBSERVATION', from: body, to: better } },
      ]);
    given(after(anIncidentWithANote, correct))
      .when({ ...correct, data: { noteId: theNote, body: 'Neither' } }, { by: bela })
      .leaves({
        notes: [
          {
            id: theNote,
            kind: 'OBSERVATION',
            body: 'Neither',
            recordedBy: amina,
            occurredAt: minute(1),
            corrections: [
              { previousBody: body, correctedBy: amina, correctedAt: minute(2) },
              { previousBody: better, correctedBy: bela, correctedAt: minute(3) },
            ],
            retraction: null,
          },
        ],
      });
  });

  it('changes nothing where the text is the same', () => {
    given(anIncidentWithANote)
      .when({ ...correct, data: { noteId: theNote, body } })
      .changesNothing();
  });

  it('is refused where there is no such note, or it was retracted', () => {
    given(aDeclaredIncident).when(correct).refuses('NOTE_NOT_FOUND');
    given(anIncidentWithARetractedNote)
      .when(correct)
      .refuses('NOTE_RETRACTED', /recordNote/);
  });
});

describe('retracting a note', () => {
  it('keeps it, with the reason', () => {
    given(anIncidentWithANote)
      .when(retract)
      .then([
        {
          type: 'NoteRetracted',
          data: { noteId: theNote, kind: 'OBSERVATION', body, reason: 'Seen on staging' },
        },
      ]);
    given(anIncidentWithANote)
      .when(retract, { by: bela })
      .leaves({
        notes: [
          {
            id: theNote,
            kind: 'OBSERVATION',
            body,
            recordedBy: amina,
            occurredAt: minute(1),
            corrections: [],
            retraction: { reason: 'Seen on staging', retractedBy: bela, retractedAt: minute(2) },
          },
        ],
      });
  });

  it('changes nothing the second time', () => {
    given(anIncidentWithARetractedNote).when(retract).changesNothing();
  });

  it('is refused where there is no such note', () => {
    given(aDeclaredIncident).when(retract).refuses('NOTE_NOT_FOUND');
  });
});

describe('the timeline of notes', () => {
  it('says what was seen, and what of it did not stand', () => {
    const corrected = continued(anIncidentWithANote, correct);
    expect(wordsOf(after(corrected, retract)).slice(1)).toEqual([
      `Observation: ${body}`,
      `Observation corrected to “${better}”; it read “${body}”`,
      `Observation retracted: Seen on staging; it read “${better}”`,
    ]);
  });

  it('cuts a long text between words', () => {
    const long = { type: 'RecordNote', data: { kind: 'QUESTION', body: 'why? '.repeat(1000) } } as const;
    const [words = ''] = wordsOf(after(aDeclaredIncident, long)).slice(1);
    expect(words).toMatch(/^Question: (why\? )+why\?…$/);
    expect(words.length).toBeLessThan(520);
  });

  it('cuts a long text without words between characters', () => {
    const long = { type: 'RecordNote', data: { kind: 'QUESTION', body: '🔥'.repeat(1000) } } as const;
    expect(wordsOf(after(aDeclaredIncident, long)).slice(1)).toEqual([`Question: ${'🔥'.repeat(500)}…`]);
  });
});
