import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'data/', '*.js', '*.cjs', 'test/summary-reporter.js'] },
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
