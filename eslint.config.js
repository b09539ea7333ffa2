import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'data/', '*.js', '*.cjs', 'test/*.js'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // Nest's modules are classes that hold nothing but their decorator.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      'max-lines': ['warn', { max: 220, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    // Time and ids come in as arguments; what may be imported is for .dependency-cruiser.cjs to say.
    files: ['libs/{decider,incident,deployment,alert,catalog,metrics}/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/testing/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['console', 'crypto', 'fetch', 'performance', 'process'],
        ...['queueMicrotask', 'setImmediate', 'setInterval', 'setTimeout'],
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now' },
        { object: 'Math', property: 'random' },
        { object: 'Temporal', property: 'Now' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'It asks for the time.',
        },
      ],
    },
  },
  {
    // A test that runs alone, or not at all, is for a moment and not for others.
    files: ['**/*.spec.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...['describe', 'it', 'test'].flatMap((object) => [
          { object, property: 'only' },
          { object, property: 'skip' },
        ]),
      ],
    },
  },
  {
    // A story is read from its first alarm to its last follow-up.
    files: ['test/stories/*.ts'],
    rules: { 'max-lines': ['warn', { max: 320, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ['apps/**/*.ts', 'test/bench/*.ts'],
    rules: {
      // Nest finds what to inject from the metadata of parameters, which needs the class itself imported.
      '@typescript-eslint/consistent-type-imports': 'off',
      // Nest describes the shapes of GraphQL's types and inputs as classes of which nobody makes an instance.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // It finds no end in the types of graphql-js's schema, which refer to themselves.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
    },
  },
);
