import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/**
 * The import arrows of the design: renderer → contract ← main → core, and core knows nobody.
 * test/arrows.test.ts proves that each of them fires.
 */
const forbid = (...rules) => ({ 'no-restricted-imports': ['error', { patterns: rules }] });
const outside = (reason, ...regexes) => ({ regex: regexes.join('|'), message: reason });

const hosts = outside(
  'core/ is pure: it knows no main process, no interface and no Electron.',
  String.raw`/main/`,
  String.raw`/renderer/`,
  String.raw`^electron`,
  String.raw`^react`,
  String.raw`^better-sqlite3$`,
);

const CONTRACT =
  'The contract is shared by all sides; below it are only the rules and what they stand on.';

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
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
    },
  },
  { files: ['core/**/*.ts'], rules: forbid(hosts) },
  {
    files: ['core/verify/**/*.ts'],
    rules: forbid(
      hosts,
      outside(
        'Verification shares no code with the matcher: it reads the traits in the draft.',
        String.raw`/match/`,
        String.raw`/policies/(?!traits\.)`,
      ),
    ),
  },
  {
    files: ['core/match/**/*.ts', 'core/policies/**/*.ts'],
    rules: forbid(
      hosts,
      outside('The matcher shares no code with verification.', String.raw`/verify/`),
    ),
  },
  {
    files: ['core/contract/*.ts'],
    rules: forbid(outside(CONTRACT, String.raw`^\.\./(?!policies/|rules/)`, String.raw`^node:`)),
  },
  {
    files: ['core/contract/api/*.ts'],
    rules: forbid(outside(CONTRACT, String.raw`^\.\./\.\./`, String.raw`^node:`)),
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      ...forbid(
        outside(
          'The interface reaches the program through core/contract only.',
          String.raw`/main/`,
          String.raw`/core/(?!contract/)`,
          String.raw`^electron`,
          String.raw`^node:`,
        ),
      ),
    },
  },
  {
    files: ['main/**/*.ts'],
    rules: forbid(
      outside('The main process does not import the interface.', String.raw`/renderer/`),
    ),
  },
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly' } },
  },
  { files: ['main/setup/*.mjs'], rules: { 'no-console': 'off' } },
);
