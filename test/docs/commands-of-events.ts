import ts from 'typescript';
import { within } from './sources.js';

type Sources = ReadonlyMap<string, ts.SourceFile>;

/**
 * Which commands may make each event: for each handler of `decide` in the sources, the event types that it names,
 * or that what it calls names.
 */
export function commandsOfEvents(sources: Sources, eventTypes: readonly string[]): Map<string, string[]> {
  const commands = new Map<string, string[]>();
  for (const source of sources.values())
    for (const [command, handler] of handlersIn(source))
      for (const type of new Set(namedIn(handler, sources, new Set())))
        if (eventTypes.includes(type)) commands.set(type, [...(commands.get(type) ?? []), command]);
  return commands;
}

/** The members of each object that is given under the name `decide`. */
function* handlersIn(source: ts.SourceFile): Generator<[command: string, handler: ts.Node]> {
  for (const node of within(source)) {
    if (!ts.isPropertyAssignment(node) || node.name.getText() !== 'decide') continue;
    if (!ts.isObjectLiteralExpression(node.initializer)) continue;
    for (const member of node.initializer.properties)
      if (member.name && !ts.isShorthandPropertyAssignment(member)) yield [member.name.getText(), member];
  }
}

/** The strings in the code of a node and of the functions and constants of the libs that it refers to. */
function* namedIn(node: ts.Node, sources: Sources, seen: Set<ts.Node>): Generator<string> {
  if (seen.has(node) || ts.isTypeNode(node)) return;
  seen.add(node);
  if (ts.isStringLiteral(node)) yield node.text;
  const referred = ts.isIdentifier(node) ? declarationOf(node, sources) : undefined;
  if (referred) yield* namedIn(referred, sources, seen);
  for (const child of node.getChildren()) yield* namedIn(child, sources, seen);
}

/** The function or constant of the libs that a name stands for. Capabilities are not followed: they are no part of a decision. */
function declarationOf(name: ts.Identifier, sources: Sources): ts.Node | undefined {
  if (ts.isPropertyAccessExpression(name.parent) && name.parent.name === name) return undefined;
  const source = name.getSourceFile();
  const imported = importOf(name.text, source);
  const home = imported ? sources.get(imported.path) : source;
  const declared = home && declaredIn(home, imported?.name ?? name.text);
  return declared && [...within(declared)].some(isDecisions) ? undefined : declared;
}

const isDecisions = (node: ts.Node): boolean =>
  ts.isPropertyAssignment(node) && node.name.getText() === 'decide';

function declaredIn(source: ts.SourceFile, name: string): ts.Node | undefined {
  for (const statement of source.statements) {
    if (ts.isFunctionDeclaration(statement) && statement.name?.text === name) return statement;
    if (!ts.isVariableStatement(statement)) continue;
    const found = statement.declarationList.declarations.find((one) => one.name.getText() === name);
    if (found) return found;
  }
  return undefined;
}

function importOf(name: string, source: ts.SourceFile): { path: string; name: string } | undefined {
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const bindings = statement.importClause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings)) continue;
    const found = bindings.elements.find((element) => element.name.text === name);
    const from = statement.moduleSpecifier.text;
    if (found && from.startsWith('.')) {
      const path = new URL(from, `file:///${source.fileName}`).pathname.slice(1).replace(/\.js$/, '.ts');
      return { path, name: (found.propertyName ?? found.name).text };
    }
  }
  return undefined;
}
