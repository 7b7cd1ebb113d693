import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const NO_CLOCK = 'The checklist is pure: time and chance come in with the facts.';
const WAITS = 'A page needs its time: await expect.poll(() => …) reads until it shows what is expected.';

export default tseslint.config(
  { ignores: ['.mutation/', 'dist/', 'node_modules/', 'vendor/', '**/*.generated.*', 'public/assets/js/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/dot-notation': 'off', // noPropertyAccessFromIndexSignature says the opposite
      '@typescript-eslint/consistent-type-assertions': [
        'error',
        { assertionStyle: 'as', objectLiteralTypeAssertions: 'never' },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // Numbers and passwords are cut into characters on purpose; interfaces here are closures, not objects with a this.
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/unbound-method': 'off',
      eqeqeq: 'error',
    },
  },
  {
    files: ['sites/checklist/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: NO_CLOCK },
        { selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]', message: NO_CLOCK },
        { selector: 'CallExpression[callee.object.name="Math"][callee.property.name="random"]', message: NO_CLOCK },
      ],
    },
  },
  {
    files: ['test/e2e/**/*.test.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'CallExpression[callee.name="expect"] > AwaitExpression.arguments', message: WAITS },
        { selector: 'CallExpression[callee.name="expect"] > * > AwaitExpression.object', message: WAITS },
      ],
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs', '*.js'],
    languageOptions: {
      globals: {
        console: 'readonly',
        process: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        module: 'writable',
        setTimeout: 'readonly',
      },
    },
  },
);
