import { Field, ID, InputType, ObjectType, Resolver } from '@nestjs/graphql';
import type { Actor } from '#decider';
import { type Correction, type Note, type NoteKind, type Retraction, noteKinds } from '#incident';
import { Asking, type Caller } from '../access/caller.js';
import { ActorType } from '../graphql/actor.type.js';
import { enumOf } from '../graphql/enum.js';
import { Input } from '../graphql/input.js';
import { DateTime } from '../graphql/scalars.js';
import { Line, Text } from '../graphql/validators.js';
import { CorrectionType } from './correction.type.js';
import { IncidentCommands, IncidentInput, IncidentMutation } from './incident-commands.js';
import { IncidentField } from './incident.type.js';
import { RetractionType } from './retraction.type.js';

const NoteKindEnum = enumOf('NoteKind', noteKinds, 'What was seen, decided, done, or is to be answered.');

@ObjectType('Note')
class NoteType implements Note {
  @Field(() => ID)
  id: string;

  @Field(() => NoteKindEnum)
  kind: NoteKind;

  @Field()
  body: string;

  @Field(() => ActorType)
  recordedBy: Actor;

  @Field(() => DateTime, { description: 'When that happened which the note is about.' })
  occurredAt: string;

  @Field(() => [CorrectionType])
  corrections: readonly Correction[];

  @Field(() => RetractionType, { nullable: true, description: 'Null while the note stands.' })
  retraction: Retraction | null;
}

export abstract class NotesFields {
  @IncidentField(() => [NoteType], { description: 'In the order of recording, with what was retracted.' })
  notes: readonly Note[];
}

@InputType()
class RecordNoteInput extends IncidentInput {
  @Field(() => NoteKindEnum)
  kind: NoteKind;

  @Field()
  @Text()
  body: string;
}

@InputType()
class CorrectNoteInput extends IncidentInput {
  @Field(() => ID)
  @Line()
  noteId: string;

  @Field()
  @Text()
  body: string;
}

@InputType()
class RetractNoteInput extends IncidentInput {
  @Field(() => ID)
  @Line()
  noteId: string;

  @Field()
  @Text()
  reason: string;
}

@Resolver()
export class NoteMutations {
  constructor(private readonly incidents: IncidentCommands) {}

  @IncidentMutation('Writes down what was seen, decided, done or asked.')
  recordNote(@Asking() caller: Caller, @Input() input: RecordNoteInput) {
    const { body, kind } = input;
    return this.incidents.send(caller, input, { type: 'RecordNote', data: { kind, body } });
  }

  @IncidentMutation('Rewords a note. The first wording stays known.')
  correctNote(@Asking() caller: Caller, @Input() input: CorrectNoteInput) {
    const { body, noteId } = input;
    return this.incidents.send(caller, input, { type: 'CorrectNote', data: { noteId, body } });
  }

  @IncidentMutation('Takes a note back. It stays known, as retracted.')
  retractNote(@Asking() caller: Caller, @Input() input: RetractNoteInput) {
    const { noteId, reason } = input;
    return this.incidents.send(caller, input, { type: 'RetractNote', data: { noteId, reason } });
  }
}
