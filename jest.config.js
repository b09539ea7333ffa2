/**
 * The tests run the very JavaScript that ships (`npm run build` makes it), so that worker threads and child
 * processes are the real ones and nothing is transformed twice.
 */
export default {
  rootDir: 'dist',
  roots: ['<rootDir>'],
  testMatch: ['**/*.spec.js'],
  testEnvironment: 'node',
  transform: {},
  testTimeout: 30_000,
  maxWorkers: 3,
  setupFiles: ['<rootDir>/test/support/seed.js'],
  testSequencer: '<rootDir>/../test/longest-first.js',
  globalSetup: '<rootDir>/test/support/start-hosts.js',
  reporters: ['default', '<rootDir>/../test/summary-reporter.js'],
};
