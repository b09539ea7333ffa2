import { writeFileSync } from 'node:fs';

/**
 * Writes one line, `12 passed, 0 failed` and `, 3 skipped` where some were, to the file that SITREP_TEST_SUMMARY
 * names, and nothing where it names none. A file that could not be run at all counts as a failure.
 * Plain JavaScript, since jest loads reporters itself.
 */
export default class SummaryReporter {
  onRunComplete(_contexts, results) {
    const file = process.env.SITREP_TEST_SUMMARY;
    if (!file) return;
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const counts = [`${results.numPassedTests} passed`, `${failed} failed`];
    if (skipped > 0) counts.push(`${skipped} skipped`);
    writeFileSync(file, `${counts.join(', ')}\n`);
  }
}
