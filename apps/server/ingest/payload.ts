import { ValidateBy, maxLength } from 'class-validator';
import { hasHappened } from '#decider';
import type { FieldError } from '../graphql/errors.js';
import { wrongFields } from '../graphql/input.js';
import { instantOf, toMilliseconds } from '../graphql/instant.js';
import { instanceOf } from '../graphql/nested.js';

/** The body of a webhook is not what its tool sends. It names every wrong field; nothing of it was taken. */
export class MalformedPayload extends Error {
  override readonly name = 'MalformedPayload';

  constructor(readonly fields: readonly FieldError[]) {
    super(fields.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; '));
  }
}

/**
 * The body as the class that says what is read of it. Fields that the class does not have are the tool's own
 * affair and are let through.
 *
 * @throws MalformedPayload
 */
export function readPayload<Payload extends object>(shape: new () => Payload, body: unknown): Payload {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new MalformedPayload([{ path: '', message: 'must be a JSON object' }]);
  }
  const payload = instanceOf(shape, body);
  const fields = wrongFields(payload, '');
  if (fields.length > 0) throw new MalformedPayload(fields);
  return payload;
}

/**
 * Refuses what tells of the future.
 *
 * @param times each with the path of the field that says it, RFC 3339; undefined where it says none
 * @throws MalformedPayload
 */
export function mustHavePassed(times: readonly (readonly [string, string | undefined])[], now: string): void {
  const ahead = times.filter(([, time]) => time !== undefined && !hasHappened(toMilliseconds(time), now));
  const message = `lies in the future (it is ${now} here)`;
  if (ahead.length > 0) throw new MalformedPayload(ahead.map(([path]) => ({ path, message })));
}

/** A time as RFC 3339 has it, with any number of decimals of the second. */
export const IsInstant = (): PropertyDecorator =>
  ValidateBy({
    name: 'isInstant',
    validator: {
      validate: (value) => typeof value === 'string' && instantOf(value) !== undefined,
      defaultMessage: () => 'must be a time as RFC 3339 has it, such as 2026-11-21T10:30:00Z',
    },
  });

/** An object whose values are all strings. */
export const IsStringMap = (): PropertyDecorator =>
  ValidateBy({
    name: 'isStringMap',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'object' &&
        value !== null &&
        !Array.isArray(value) &&
        Object.values(value).every((item) => typeof item === 'string'),
      defaultMessage: () => 'must be an object whose values are strings',
    },
  });

/** The text as one line of at most so many characters, counted as mutations count them, none of them cut in half. */
export function toLine(text: string, most = 200): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return maxLength(line, most)
    ? line
    : `${Array.from(line)
        .slice(0, most - 1)
        .join('')}…`;
}

/** The name of a service or an environment, no longer than mutations take it: it is cut, so that no news is lost. */
export const toName = (text: string): string => toLine(text, 100);

/** Whether it can be followed from a browser and is not a script or a path. */
export const isWebAddress = (text: string | undefined): text is string =>
  text !== undefined && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
