import { afterEach, beforeEach, describe } from '@jest/globals';
import type { EventLog } from '../port.js';
import { appending } from './appending.js';
import { filtering } from './filtering.js';
import type { Harness, Subject } from './harness.js';
import { keeping } from './keeping.js';
import { limits } from './limits.js';
import { readingAll } from './reading-all.js';
import { readingStreams } from './reading-streams.js';
import { retrying } from './retrying.js';
import { scanning } from './scanning.js';
import { sealing } from './sealing.js';
import { subscribing } from './subscribing.js';
import { unsubscribing } from './unsubscribing.js';

/**
 * Defines the tests that every engine of `EventLog` must pass. Call it at the top of the engine's spec file.
 * Each test uses streams of its own, so that a server that holds other events can stand behind it.
 */
export function conformance(name: string, harness: Harness): void {
  describe(`${name} as an event log`, () => {
    let log: EventLog;
    beforeEach(async () => {
      log = await harness.open();
    });
    afterEach(() => harness.release());

    const subject: Subject = {
      get log() {
        return log;
      },
      another: () => harness.openAnother(log),
      restart: async () => (log = await harness.restart(log)),
      disconnect: async () => harness.disconnect?.(log),
    };

    describe('appending', () => {
      appending(subject);
    });
    describe('appending again what may have been recorded', () => {
      retrying(subject);
    });
    describe('sealing', () => {
      sealing(subject);
    });
    describe('limits', () => {
      limits(subject);
    });
    describe('reading a stream', () => {
      readingStreams(subject);
    });
    describe('reading the whole log', () => {
      readingAll(subject);
    });
    describe('filtering by what stands beside the data', () => {
      filtering(subject);
    });
    describe('scanning the whole log', () => {
      scanning(subject);
    });
    describe('subscribing', () => {
      subscribing(subject);
    });
    describe('leaving a subscription or a read', () => {
      unsubscribing(subject);
    });
    describe('closing and restarting', () => {
      keeping(subject);
    });
  });
}
