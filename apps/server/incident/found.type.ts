import { Field, Int, ObjectType } from '@nestjs/graphql';
import { type Passage, type SearchField, type TextRange, searchFields } from '#views';
import { enumOf } from '../graphql/enum.js';

const SearchFieldEnum = enumOf('SearchField', searchFields, 'What of an incident is searched.');

@ObjectType('TextRange', { description: 'Part of a text, in UTF-16 code units.' })
class TextRangeType implements TextRange {
  @Field(() => Int)
  start: number;

  @Field(() => Int, { description: 'Behind its last.' })
  end: number;
}

@ObjectType('SearchMatch', { description: 'A passage in which words of the search were found.' })
class SearchMatchType implements Passage {
  @Field(() => SearchFieldEnum)
  field: SearchField;

  @Field({ description: 'In one line, as people wrote it: no markup. At a `…` at its ends there is more.' })
  text: string;

  @Field(() => [TextRangeType], { description: 'Where in the text the words are.' })
  ranges: readonly TextRangeType[];
}

@ObjectType({ isAbstract: true })
export class FoundEdgeFields {
  @Field(() => String, {
    nullable: true,
    description:
      'The most telling passage as text for people, with ** around the words found. Null without a search.',
  })
  snippet: string | null;

  @Field(() => [SearchMatchType], {
    description: 'Where words of the search were found, the most telling first; none without a search.',
  })
  matches: readonly SearchMatchType[];
}
