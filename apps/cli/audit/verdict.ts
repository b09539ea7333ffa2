import type { CheckedExport, FindingCode, Place, Scope, Signature, Tree } from '#audit';
import { type Answers, answersText } from './answers.js';

/** What was found, as `--json` gives it. */
export type Verdict = Right | Wrong;

interface Wrong extends Place {
  readonly right: false;
  readonly code: FindingCode;
  readonly message: string;
}

export interface Right {
  readonly right: true;
  /** What the file is of; a log's own file is of the whole log. */
  readonly scope: Scope;
  readonly events: number;
  readonly streams: Readonly<Record<string, number>>;
  readonly firstRecordedAt: string | null;
  readonly lastRecordedAt: string | null;
  /** How many checkpoints of the log were right, and how many events the last of them signs. */
  readonly checkpoints: number;
  readonly vouched: number;
  readonly tree: Tree;
  /** By whom it is signed, and over how many events of the log; null where it is not, or where that was not checked. */
  readonly signature: Signature | null;
  /** Whether keys were given to check signatures with. */
  readonly signaturesChecked: boolean;
  readonly recomputed?: Answers;
}

export const rightOf = (
  { scope, signature, summary, tree }: CheckedExport,
  signaturesChecked: boolean,
): Right => ({
  right: true,
  scope,
  events: summary.events,
  streams: summary.streams,
  firstRecordedAt: summary.firstRecordedAt ?? null,
  lastRecordedAt: summary.lastRecordedAt ?? null,
  checkpoints: summary.checkpoints,
  vouched: summary.vouched,
  tree,
  signature: signature ?? null,
  signaturesChecked,
});

/** The verdict in plain words. */
export function verdictText(verdict: Verdict): string {
  if (!verdict.right) return verdict.message;
  const rows = [
    ['what', extentOf(verdict)],
    ['events', eventsOf(verdict)],
    ['chains', 'each event hashes to what the chain of its stream says'],
    ['checkpoints', checkpointsOf(verdict)],
    ['tree', treeOf(verdict)],
  ];
  const lines = rows.map(([name = '', text = '']) => `${name.padEnd(13)}${text}`);
  return [...lines, ...answersText(verdict.recomputed ?? {}), '', conclusionOf(verdict)].join('\n');
}

function extentOf({ firstRecordedAt, lastRecordedAt, scope }: Right): string {
  const recorded =
    firstRecordedAt === null ? 'empty' : `recorded from ${firstRecordedAt} to ${String(lastRecordedAt)}`;
  switch (scope.kind) {
    case 'log':
      return `the whole log, ${recorded}`;
    case 'stream':
      return `${scope.stream}, all of it up to revision ${scope.revision}, ${recorded}`;
    case 'window':
      return `what was recorded ${[scope.from && `from ${scope.from}`, scope.to && `before ${scope.to}`].filter(Boolean).join(' and ')}, without holes`;
  }
}

function eventsOf({ events, streams }: Right): string {
  const kinds = Object.entries(streams).sort(([, one], [, other]) => other - one);
  const begun = kinds.map(([kind, count]) => `${number(count)} ${kind}`).join(', ');
  return begun === '' ? number(events) : `${number(events)}; streams that begin here: ${begun}`;
}

function checkpointsOf({ checkpoints, scope, vouched }: Right): string {
  if (checkpoints === 0) return 'none in it';
  if (scope.kind !== 'log') return `${number(checkpoints)} in it`;
  return `${number(checkpoints)} in it, all right; the last is over ${number(vouched)} events`;
}

const treeOf = ({ scope, tree: { root, size } }: Right): string =>
  scope.kind === 'log'
    ? `${number(size)} events, root ${root}`
    : `each event is proved to be in the log of ${number(size)} events with the root ${root}`;

function conclusionOf({ events, signature, tree }: Right): string {
  const found = `${number(events)} event${events === 1 ? '' : 's'}`;
  if (!signature)
    return `Nothing was altered as far as the events themselves tell: ${found}. Signatures were not checked, so anybody may have made them: give the verifier key with --key.`;
  if (signature.events === tree.size) return `Nothing was altered: ${found}, signed by ${signature.by}.`;
  return `Nothing was altered: ${found}, of which the first ${number(signature.events)} are signed by ${signature.by}.`;
}

const number = (value: number): string => value.toLocaleString('en');
