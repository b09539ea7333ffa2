import { readFileSync, readdirSync } from 'node:fs';
import ts from 'typescript';

const root = new URL('../../../', import.meta.url);

/** The sources of the libs without their tests, by their paths from the root. */
export function librarySources(): ReadonlyMap<string, ts.SourceFile> {
  const paths = readdirSync(new URL('libs/', root), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.ts$/.test(path) && !/\.spec\.ts$|\/testing\//.test(path))
    .map((path) => `libs/${path}`)
    .sort();
  return new Map(
    paths.map((path) => {
      const text = readFileSync(new URL(path, root), 'utf8');
      return [path, ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)];
    }),
  );
}

/** The node and everything within it. */
export function* within(node: ts.Node): Generator<ts.Node> {
  yield node;
  for (const child of node.getChildren()) yield* within(child);
}

/** The type of the event or command that a type such as `Event<'NoteRecorded', …>` says. */
export function namedBy(node: ts.Node, generic: 'Event' | 'Command'): string | undefined {
  if (!ts.isTypeReferenceNode(node) || node.typeName.getText() !== generic) return undefined;
  const name = node.typeArguments?.[0];
  return name && ts.isLiteralTypeNode(name) && ts.isStringLiteral(name.literal)
    ? name.literal.text
    : undefined;
}

/** What the docstring before a member of a union, or before the declaration of a type, says; in one line. */
export function docstringOf(member: ts.TypeNode): string | undefined {
  const { parent } = member;
  const file = member.getSourceFile().text;
  if (ts.isUnionTypeNode(parent)) {
    const before = parent.types[parent.types.indexOf(member) - 1];
    return lastDocstring(file, before ? before.end : parent.pos) ?? lastDocstring(file, member.pos);
  }
  return ts.isTypeAliasDeclaration(parent) ? lastDocstring(file, parent.pos) : undefined;
}

function lastDocstring(text: string, from: number): string | undefined {
  const comment = ts.getLeadingCommentRanges(text, from)?.at(-1);
  const written = comment && text.slice(comment.pos, comment.end);
  if (!written?.startsWith('/**')) return undefined;
  return written
    .replace(/^\/\*\*|\*\/$/g, '')
    .replace(/^\s*\* ?/gm, '')
    .replace(/\s+/g, ' ')
    .trim();
}
