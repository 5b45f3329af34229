import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A place in the sources that makes a problem; null for what it does not say by itself. */
export interface ProblemSite {
  readonly code: string;
  readonly kind: string | null;
  readonly file: string;
  /** Sentence and hint as written, with … for what is filled in. */
  readonly message: string | null;
  readonly hint: string | null;
}

/** A code in the sources: two words of lower case with a dot between. */
const CODE = /^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/;

/** Every place in these folders that makes a problem whose code is written there. */
export function problemSites(root: string, folders: readonly string[]): ProblemSite[] {
  const files = folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        join(folder, name),
      ),
    )
    .filter((name) => name.endsWith('.ts'))
    .map((file) =>
      ts.createSourceFile(
        file,
        readFileSync(join(root, file), 'utf8'),
        ts.ScriptTarget.Latest,
        true,
      ),
    );
  const makers = new Map(files.flatMap(makersOf));
  const sites: ProblemSite[] = [];
  for (const source of files) {
    const file = source.fileName.replaceAll('\\', '/');
    const add = (
      codes: ts.Expression,
      kind: ts.Node | undefined,
      message: ts.Node | undefined,
      hint: ts.Node | undefined,
    ): void => {
      for (const code of literals(codes))
        sites.push({
          code,
          file,
          kind: kind ? textOf(kind) : null,
          message: message ? textOf(message) : null,
          hint: hint ? textOf(hint) : null,
        });
    };
    each(source, (node) => {
      if (ts.isObjectLiteralExpression(node)) {
        const [kind, code, message, hint] = ['kind', 'code', 'message', 'hint'].map((name) =>
          valueOf(node, name),
        );
        if (code && message && hint) add(code, kind, message, hint);
      } else if (ts.isCallExpression(node)) {
        const names = makers.get(node.expression.getText());
        const given = (name: string): ts.Node | undefined => node.arguments[names!.indexOf(name)];
        const [code] = node.arguments;
        if (names && code) add(code, undefined, given('message'), given('hint'));
      } else if (ts.isArrayLiteralExpression(node) && node.elements.length === 4) {
        // A row of a table of problems: kind, code, sentence, hint.
        const [kind, code, message, hint] = node.elements;
        if (ts.isStringLiteral(kind!) && ts.isStringLiteral(code!) && CODE.test(code.text))
          add(code, kind, message, hint);
      } else if (ts.isTypeAliasDeclaration(node) && node.name.text.endsWith('ProblemCode')) {
        // Codes that are put together elsewhere are listed in a type.
        each(node.type, (member) => {
          if (ts.isStringLiteral(member)) add(member, undefined, undefined, undefined);
        });
      }
    });
  }
  return sites;
}

/** Functions that make a problem of the code that they are given first, and what they are given. */
function makersOf(source: ts.SourceFile): [name: string, parameters: string[]][] {
  const found: [string, string[]][] = [];
  each(source, (node) => {
    if (!ts.isFunctionLike(node) || !/\bProblem$/.test(node.type?.getText() ?? '')) return;
    const parameters = node.parameters.map((parameter) => parameter.name.getText());
    const name = node.name ?? (ts.isVariableDeclaration(node.parent) ? node.parent.name : null);
    if (name && parameters[0] === 'code') found.push([name.getText(), parameters]);
  });
  return found;
}

function literals(node: ts.Node): string[] {
  if (ts.isConditionalExpression(node))
    return [...literals(node.whenTrue), ...literals(node.whenFalse)];
  return ts.isStringLiteral(node) ? [node.text] : [];
}

function valueOf(node: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  for (const property of node.properties) {
    if (ts.isPropertyAssignment(property) && property.name.getText() === name)
      return property.initializer;
    if (ts.isShorthandPropertyAssignment(property) && property.name.text === name)
      return property.name;
  }
  return undefined;
}

function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('');
  if (ts.isArrowFunction(node)) return textOf(node.body);
  return null;
}

function each(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => each(child, visit));
}
