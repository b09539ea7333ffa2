import { Extensions, Field, ObjectType } from '@nestjs/graphql';
import type { Actor } from '#decider';
import {
  type DraftedSection,
  type PostmortemSection,
  type PostmortemStatus,
  postmortemSections,
  postmortemStatuses,
} from '#incident';
import { ActorType } from '../graphql/actor.type.js';
import { enumOf } from '../graphql/enum.js';
import { DateTime } from '../graphql/scalars.js';

export const PostmortemStatusEnum = enumOf(
  'PostmortemStatus',
  postmortemStatuses,
  'How far a postmortem has come: MISSING is owed and not begun, NONE is neither owed nor begun.',
);
const PostmortemSectionEnum = enumOf('PostmortemSectionName', postmortemSections);

@ObjectType('PostmortemSection')
export class PostmortemSectionType implements DraftedSection {
  @Field(() => PostmortemSectionEnum)
  section: PostmortemSection;

  @Field({ description: 'Markdown.' })
  body: string;

  @Field(() => ActorType, { description: 'Who wrote it last.' })
  draftedBy: Actor;

  @Field(() => DateTime)
  draftedAt: string;
}

@ObjectType('Postmortem', { description: 'What is learned from an incident.' })
export class PostmortemType {
  @Field(() => PostmortemStatusEnum)
  status: PostmortemStatus;

  @Field(() => DateTime, { nullable: true, description: 'When it is due; null while none is owed.' })
  dueAt: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was due at first, before that was moved by hand; also once it is settled.',
  })
  firstDueAt: string | null;

  @Field({ description: 'Whether it is owed and its due time has passed.' })
  overdue: boolean;

  @Field(() => String, { nullable: true, description: 'Why it is required; null where nobody requires one.' })
  requiredBecause: string | null;

  @Field(() => [PostmortemSectionType], { description: 'What is written, in the order of the sections.' })
  sections: readonly PostmortemSectionType[];

  @Field(() => DateTime, { nullable: true, description: 'The last time.' })
  publishedAt: string | null;

  @Field(() => ActorType, { nullable: true })
  publishedBy: Actor | null;

  @Field({ description: 'Whether a section was drafted since it was published.' })
  revised: boolean;

  @Field(() => String, { nullable: true, description: 'Null unless it is waived.' })
  waivedReason: string | null;

  @Extensions({ cost: 100 })
  @Field({
    description:
      'The whole: Summary, Impact, Root Cause, Resolution, Timeline, Action Items, Lessons; in CommonMark, times in UTC.',
  })
  markdown: string;
}
