import { Refusal, type Rulebook } from './refusal.js';

/** The rules that hold for every aggregate. The API answers NOT_FOUND with that code of its own. */
export const commonRules = {
  NOT_FOUND: { means: 'There is nothing under this id.', instead: 'Check the id.' },
  ALREADY_EXISTS: { means: 'There is something under this id already.', instead: 'Change it instead.' },
  IN_THE_FUTURE: {
    means:
      'What is recorded has happened: its time may lie in the past, not in the future (beyond a minute of clock skew).',
    instead: 'Give the time when it happened, or none for now.',
  },
} satisfies Rulebook;

export const refusal = Refusal.by(commonRules);

/** Refuses to make a thing that is there already. */
export function mustBeNew(state: object | undefined, what: string): void {
  if (state) throw refusal('ALREADY_EXISTS', `This ${what} exists already. Change it instead.`);
}

/** Refuses to go on without a thing that is not there. */
export function mustExist<T>(thing: T | undefined, what: string): T {
  if (thing === undefined) throw refusal('NOT_FOUND', `There is no such ${what}. Check its id.`);
  return thing;
}
