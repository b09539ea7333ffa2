import { applyDecorators } from '@nestjs/common';
import { ArrayMaxSize, IsOptional, IsUrl, Length, Matches, MaxLength, ValidateBy } from 'class-validator';

/** A character that can be seen. An emoji joined of others has some, though its joiners are none. */
const VISIBLE = String.raw`[^\s\u2800\p{Z}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]`;

const NotBlank = (): PropertyDecorator => Matches(new RegExp(VISIBLE, 'u'), { message: 'must not be blank' });

/** A line of text: a title, a name. */
export const Line = (max = 200): PropertyDecorator =>
  applyDecorators(
    Length(1, max, { message: `must be 1 to ${max} characters long` }),
    NotBlank(),
    Matches(/^[^\p{Cc}]*$/u, { message: 'must be one line without control characters' }),
  );

/** A line of text that may be left out. */
export const OptionalLine = (max = 200): PropertyDecorator => applyDecorators(IsOptional(), Line(max));

/** A body of text, of up to 10,000 characters. */
export const Text = (max = 10_000): PropertyDecorator =>
  applyDecorators(Length(1, max, { message: `must be 1 to ${max} characters long` }), NotBlank());

/** A body of text that may be left out. One that is given says something: a reason lifts the rule that asks for it. */
export const OptionalText = (max = 10_000): PropertyDecorator => applyDecorators(IsOptional(), Text(max));

/** A body of text that may be left out, or empty: one that describes, and gives no reason for anything. */
export const OptionalDescription = (max = 10_000): PropertyDecorator =>
  applyDecorators(IsOptional(), MaxLength(max, { message: `must be at most ${max} characters long` }));

/** A list of lines. */
export const Lines = (maxItems: number, max = 200): PropertyDecorator =>
  applyDecorators(
    ArrayMaxSize(maxItems, { message: `must have at most ${maxItems} items` }),
    Length(1, max, { each: true, message: `each must be 1 to ${max} characters long` }),
    Matches(new RegExp(`^(?=.*${VISIBLE})[^\\p{Cc}]*$`, 'u'), {
      each: true,
      message: 'each must be one line of text',
    }),
  );

/** The address of a page: http or https, also one of a network of one's own. */
export const WebAddress = (): PropertyDecorator =>
  applyDecorators(
    MaxLength(2000, { message: 'must be at most 2000 characters long' }),
    IsUrl(
      { protocols: ['http', 'https'], require_protocol: true, require_tld: false },
      { message: 'must be a http or https address' },
    ),
  );

/** A range of time in which something can lie. */
export const Window = (): PropertyDecorator =>
  ValidateBy({
    name: 'window',
    validator: {
      // GraphQL has checked the type before.
      validate: (range) => isWindow(range as Range),
      defaultMessage: () => NO_WINDOW,
    },
  });

/** What to say of a range of time in which nothing can lie. */
export const NO_WINDOW = 'must begin before it ends: `from` is included, `to` is not';

interface Range {
  readonly from?: string | null | undefined;
  readonly to?: string | null | undefined;
}

/** Whether something can lie in a range of time, of which an end that is not given is open. */
export const isWindow = ({ from, to }: Range): boolean => from == null || to == null || from < to;
