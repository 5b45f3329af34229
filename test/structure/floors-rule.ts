import { relative, sep } from 'node:path';
import type { Rule } from 'eslint';
import { whyNot } from './may-import.ts';

type Source = { readonly value?: unknown } | null | undefined;

/** The ESLint rule that holds the table of floors: every import, export … from and import(). */
export const floors: Rule.RuleModule = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const file = relative(context.cwd, context.filename).split(sep).join('/');
    const look = (node: Rule.Node & { source?: Source }): void => {
      const specifier = node.source?.value;
      const message = typeof specifier === 'string' ? whyNot(file, specifier) : null;
      if (message !== null) context.report({ node, message });
    };
    return {
      ImportDeclaration: look,
      ExportNamedDeclaration: look,
      ExportAllDeclaration: look,
      ImportExpression: look,
    };
  },
};
