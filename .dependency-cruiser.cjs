/** What may import what; see CONTRIBUTING.md. `npm run check:boundaries` holds the code to it. */
const PURE = '^libs/(decider|incident|deployment|alert|catalog|metrics)/';
const SPEC = '\\.spec\\.ts$';

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'pure-libs-import-nothing-but-pure-libs',
      comment:
        'No framework, database, clock, random or I/O: time and ids come in as arguments. Calendars of time zones are computed by Temporal.',
      severity: 'error',
      from: { path: PURE, pathNot: [SPEC, '/testing/'] },
      to: { pathNot: [PURE, 'node_modules/temporal-polyfill/'] },
    },
    {
      name: 'libs-never-import-apps',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^(apps|test)/' },
    },
    {
      name: 'libs-are-entered-through-their-index',
      severity: 'error',
      from: { path: '^(?:apps|test)/' },
      to: { path: '^libs/[^/]+/(?!index\\.ts$|(?:eventstoredb/)?testing/index\\.ts$)' },
    },
    {
      name: 'libs-are-entered-through-their-index-by-libs',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: {
        path: '^libs/[^/]+/(?!index\\.ts$|(?:eventstoredb/)?testing/index\\.ts$)',
        pathNot: ['^libs/$1/'],
      },
    },
    {
      name: 'only-its-engine-knows-eventstoredb',
      severity: 'error',
      from: { pathNot: ['^libs/event-log/eventstoredb/', '^test/bench/'] },
      to: { path: '@eventstore/db-client' },
    },
    {
      name: 'only-the-sqlite-folders-know-sqlite',
      severity: 'error',
      from: { pathNot: ['^libs/event-log/sqlite/', '^libs/views/', '^test/(bench|faults)/'] },
      to: { path: 'better-sqlite3' },
    },
    {
      name: 'only-tests-know-the-testing-kits',
      severity: 'error',
      from: { pathNot: [SPEC, '/testing/', '^test/'] },
      to: { path: '^libs/[^/]+/testing/' },
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'require', 'node', 'default'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};
