import { createHash } from 'node:crypto';
import { checkpointText } from '../note/checkpoint.js';
import type { Signer } from '../note/key.js';
import { signNote } from '../note/note.js';
import type { SignedBefore } from '../signing/signed-before.js';
import type { TreeHead } from '../tree/verification.js';
import {
  type ExportedEvent,
  FORMAT,
  type Footer,
  type Header,
  type Scope,
  type Tree,
  extensionOf,
  lineOf,
} from './format.js';

/** What an export is signed with, and what it calls the log. */
export interface ExportSeal {
  readonly origin: string;
  readonly signer: Signer;
  /** What this key signs goes on from these: an export of a log that does not is not made. */
  readonly before: readonly SignedBefore[];
}

/** Writes the lines of one export, in their order. */
export class Writing {
  readonly #digest = createHash('sha256');
  #events = 0;

  /** @param seal undefined for an export that is not signed */
  constructor(private readonly seal: ExportSeal | undefined) {}

  /** @param head the tree that the proofs lead to, in the export of a part */
  header(scope: Scope, head?: TreeHead): string {
    const header: Header = { format: FORMAT, scope, ...(head && { tree: treeOf(head) }) };
    return this.#line(header);
  }

  event(event: ExportedEvent): string {
    this.#events += 1;
    return this.#line(event);
  }

  footer(head: TreeHead): string {
    const digest = this.#digest.digest('hex');
    const footer: Footer = {
      checkpoint: this.#sign(head, digest),
      digest,
      events: this.#events,
      tree: treeOf(head),
    };
    return lineOf(footer);
  }

  #line(value: object): string {
    const line = lineOf(value);
    this.#digest.update(line, 'utf8');
    return line;
  }

  #sign({ root, size }: TreeHead, digest: string): string | null {
    if (!this.seal) return null;
    const { origin, signer } = this.seal;
    const text = checkpointText({ origin, size, root, extensions: [extensionOf(digest)] });
    return signNote(text, [signer]);
  }
}

const treeOf = ({ root, size }: TreeHead): Tree => ({ root: root.toString('base64'), size });
