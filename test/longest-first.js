import TestSequencer from '@jest/test-sequencer';

/** The specs that take the longest: they start and kill processes, or wait for what should not come. */
const LONG =
  /\/test\/faults\/|\/start-up\.spec\.|\/walks\.spec\.|\/eventstoredb\/(conformance|faults)\.spec\./;

/**
 * Runs the long specs first, so that none of them is left when all others are done. Jest knows which took long only
 * where it ran before, and goes by the size of the files elsewhere. Plain JavaScript, since jest loads it itself.
 */
export default class LongestFirst extends TestSequencer {
  async sort(tests) {
    const sorted = await super.sort(tests);
    const isLong = ({ path }) => LONG.test(path);
    return [...sorted.filter(isLong), ...sorted.filter((test) => !isLong(test))];
  }
}
