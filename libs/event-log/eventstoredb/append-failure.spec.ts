import { describe, expect, it } from '@jest/globals';
import { OutcomeUnknown, WrongExpectedRevision } from '../errors.js';
import { appendFailure } from './append-failure.js';

const turnedAway = new Error('Access Denied');
const overtaken = new WrongExpectedRevision('incident-1', 0, 3);

describe('an append that is turned away for another reason than its stream', () => {
  it('has an unknown outcome after a try that may have arrived', () => {
    expect(appendFailure(turnedAway, 'incident-1', 0, true)).toBeInstanceOf(OutcomeUnknown);
  });

  it('is not recorded where no try can have arrived', () => {
    expect(appendFailure(turnedAway, 'incident-1', 0, false)).toBe(turnedAway);
  });
});

describe('an append that its stream refuses', () => {
  it('is not recorded, for the server would know a try that had arrived', () => {
    expect(appendFailure(overtaken, 'incident-1', 0, true)).toBe(overtaken);
  });
});
