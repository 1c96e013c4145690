import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** A source file of the project, by its path from the root. */
export type Source = { readonly path: string; readonly tree: ts.SourceFile };

/** What a file imports: a file of the project by its path, or a package (or `node:…`) by its name. */
export type Import = {
  readonly from: string;
  readonly to: string;
  readonly isPackage: boolean;
  /** Gone once the types are checked. */
  readonly isTypeOnly: boolean;
};

/** All TypeScript files under a folder of the project. */
export const sourcesIn = (folder: string): readonly Source[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => {
      const path = join(folder, name);
      const text = readFileSync(join(ROOT, path), 'utf8');
      return { path, tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) };
    });

/** Every node of a tree, the tree itself first. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  for (const child of node.getChildren()) yield* nodesOf(child);
}

/** Static, dynamic and type imports, re-exports and `require`; one that is not a plain text can't be judged, and throws. */
export const importsOf = ({ path, tree }: Source): readonly Import[] =>
  [...nodesOf(tree)].flatMap((node) => {
    const found = specifierOf(node);
    if (!found) return [];
    if (!found.specifier || !ts.isStringLiteralLike(found.specifier)) {
      throw new Error(`${path} imports something that is computed: ${node.getText()}`);
    }
    const { text } = found.specifier;
    const isPackage = !text.startsWith('.');
    const to = isPackage ? packageOf(text) : relative(ROOT, resolve(ROOT, dirname(path), text));
    return [{ from: path, to, isPackage, isTypeOnly: found.isTypeOnly }];
  });

type Found = { readonly specifier: ts.Node | undefined; readonly isTypeOnly: boolean };

const specifierOf = (node: ts.Node): Found | undefined => {
  if (ts.isImportDeclaration(node)) {
    const isTypeOnly = node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
    return { specifier: node.moduleSpecifier, isTypeOnly };
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
    return { specifier: node.moduleSpecifier, isTypeOnly: node.isTypeOnly };
  }
  if (ts.isImportTypeNode(node)) {
    const specifier = ts.isLiteralTypeNode(node.argument) ? node.argument.literal : node.argument;
    return { specifier, isTypeOnly: true };
  }
  if (ts.isCallExpression(node) && isLoading(node.expression)) {
    return { specifier: node.arguments[0], isTypeOnly: false };
  }
  return undefined;
};

const isLoading = (callee: ts.Expression): boolean =>
  callee.kind === ts.SyntaxKind.ImportKeyword ||
  (ts.isIdentifier(callee) && ['require', 'createRequire'].includes(callee.text));

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
