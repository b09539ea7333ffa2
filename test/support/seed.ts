import fc from 'fast-check';

/**
 * Property tests draw the same examples in each run of a commit, wherever it runs, so that what failed fails again.
 * Another SITREP_TEST_SEED draws others.
 */
fc.configureGlobal({ seed: Number(process.env['SITREP_TEST_SEED'] ?? 1) });
