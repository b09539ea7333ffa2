import { type Actor, type Capability, type Command, type Event, whoActs } from '#decider';
import type { IncidentCore } from './core.js';
import { type Written, reworded } from './correction.js';
import { refusal } from './rules.js';
import { excerpt } from './wording.js';

export const noteKinds = ['OBSERVATION', 'DECISION', 'ACTION', 'QUESTION'] as const;
/** What was seen, decided, done, or is to be answered. */
export type NoteKind = (typeof noteKinds)[number];

export type NoteCommand =
  | Command<'RecordNote', { kind: NoteKind; body: string }>
  | Command<'CorrectNote', { noteId: string; body: string }>
  | Command<'RetractNote', { noteId: string; reason: string }>;

export type NoteEvent =
  /** Somebody wrote down what was seen, decided, done or asked. */
  | Event<'NoteRecorded', { noteId: string; kind: NoteKind; body: string }>
  /** A note was reworded; both wordings stay. */
  | Event<'NoteCorrected', { noteId: string; kind: NoteKind; from: string; to: string }>
  /** A note was taken back; it stays known. */
  | Event<'NoteRetracted', { noteId: string; kind: NoteKind; body: string; reason: string }>;

export interface Note extends Written {
  readonly kind: NoteKind;
  readonly recordedBy: Actor;
  /** When that happened which the note is about, not when somebody wrote it down. */
  readonly occurredAt: string;
  /** Null while the note stands. */
  readonly retraction: Retraction | null;
}

export interface Retraction {
  readonly reason: string;
  readonly retractedBy: Actor;
  readonly retractedAt: string;
}

export interface NotesState {
  /** The incident log in the order of recording, with what was retracted. */
  readonly notes: readonly Note[];
}

/** Notes are taken, corrected and retracted in every status: also of an incident that is over, more may become known. */
export const notes: Capability<IncidentCore, NotesState, NoteCommand, NoteEvent> = {
  initial: { notes: [] },
  decide: {
    RecordNote: ({ kind, body }, _, { newId }) => [
      { type: 'NoteRecorded', data: { noteId: newId(), kind, body } },
    ],
    CorrectNote({ noteId, body }, incident) {
      const note = noteOf(incident, noteId);
      if (note.retraction) throw refusal('NOTE_RETRACTED');
      if (note.body === body) return [];
      return [{ type: 'NoteCorrected', data: { noteId, kind: note.kind, from: note.body, to: body } }];
    },
    RetractNote({ noteId, reason }, incident) {
      const { kind, body, retraction } = noteOf(incident, noteId);
      return retraction ? [] : [{ type: 'NoteRetracted', data: { noteId, kind, body, reason } }];
    },
  },
  evolve: {
    NoteRecorded: ({ notes }, { noteId, kind, body }, facts) => ({
      notes: [
        ...notes,
        {
          id: noteId,
          kind,
          body,
          recordedBy: whoActs(facts),
          occurredAt: facts.occurredAt,
          corrections: [],
          retraction: null,
        },
      ],
    }),
    NoteCorrected: ({ notes }, { noteId, to }, facts) => ({ notes: reworded(notes, noteId, to, facts) }),
    NoteRetracted: ({ notes }, { noteId, reason }, facts) => ({
      notes: notes.map((note) =>
        note.id === noteId
          ? {
              ...note,
              retraction: { reason, retractedBy: whoActs(facts), retractedAt: facts.occurredAt },
            }
          : note,
      ),
    }),
  },
  describe: {
    NoteRecorded: ({ kind, body }) => `${titles[kind]}: ${excerpt(body)}`,
    NoteCorrected: ({ kind, from, to }) =>
      `${titles[kind]} corrected to “${excerpt(to)}”; it read “${excerpt(from)}”`,
    NoteRetracted: ({ kind, body, reason }) =>
      `${titles[kind]} retracted: ${excerpt(reason)}; it read “${excerpt(body)}”`,
  },
};

const titles: Readonly<Record<NoteKind, string>> = {
  OBSERVATION: 'Observation',
  DECISION: 'Decision',
  ACTION: 'Action',
  QUESTION: 'Question',
};

function noteOf({ notes }: NotesState, noteId: string): Note {
  const note = notes.find(({ id }) => id === noteId);
  if (!note) throw refusal('NOTE_NOT_FOUND');
  return note;
}
