import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { floors } from './test/structure/floors-rule.ts';

export default tseslint.config(
  { ignores: ['node_modules/', 'dist/', 'coverage/'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'separate-type-imports' },
      ],
      // TypeScript finds what is unused, in a tenth of the time.
      '@typescript-eslint/no-unused-vars': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
    },
  },
  {
    // The table is test/structure/floors.ts.
    files: ['core/**/*.ts', 'main/**/*.{ts,mjs}', 'renderer/**/*.{ts,tsx}'],
    plugins: { house: { rules: { floors } } },
    rules: { 'house/floors': 'error' },
  },
  {
    files: ['core/**/*.ts', 'main/**/*.ts'],
    ignores: ['core/duckdb/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          name: '@duckdb/node-api',
          importNames: ['DuckDBInstance'],
          message: 'DuckDB is opened by core/duckdb alone.',
        },
      ],
    },
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly' } },
  },
  { files: ['main/setup/*.mjs'], rules: { 'no-console': 'off' } },
);
