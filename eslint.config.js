import neostandard from 'neostandard'
import tseslint from 'typescript-eslint'

export default [
  { ignores: ['**/dist/', '**/node_modules/', '.tap/', '.data/', 'packages/client/src/schema.ts'] },
  ...neostandard({ ts: true }),
  {
    rules: {
      // REST, events and Redis are in snake_case, and a thing has the same name everywhere.
      camelcase: 'off',
      // A schema and the type that follows from it share a name on purpose.
      '@typescript-eslint/no-redeclare': 'off',
      'no-redeclare': 'off',
      // `void` says that a promise is not waited for, on purpose.
      'no-void': 'off',
      // `stop()` ends a loop from outside.
      'no-unmodified-loop-condition': 'off',
      '@stylistic/object-property-newline': 'off',
      '@stylistic/jsx-quotes': ['error', 'prefer-double']
    }
  },
  {
    files: ['packages/*/src/**/*.ts', 'packages/*/test/**/*.ts', 'services/*/src/**/*.ts', 'services/*/test/**/*.ts', 'deploy/*/src/**/*.ts', 'deploy/*/test/**/*.ts'],
    ignores: ['packages/web/**'],
    plugins: { '@typescript-eslint': tseslint.plugin },
    languageOptions: { parser: tseslint.parser, parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      // A promise that nobody waits for is, here, a lost acknowledgement.
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error'
    }
  },
  {
    // tap waits for the subtests that it is given.
    files: ['**/test/**/*.ts'],
    rules: { '@typescript-eslint/no-floating-promises': 'off' }
  }
]
