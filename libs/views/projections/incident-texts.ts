import type { Database } from 'better-sqlite3';
import type { Incident } from '#incident';
import { aspect } from './aspect.js';
import { text } from './columns.js';

/** The full-text index over what people wrote. It holds no text, only which words are where. */
export const textsSchema = `
  CREATE VIRTUAL TABLE incident_texts USING fts5 (
    title, summary, notes, updates,
    content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2'
  );`;

/** The text of each of its columns. */
export type Texts = readonly string[];

export const texts = aspect(
  ({ title, summary, notes, updates }: Incident) => [title, summary, notes, updates],
  ({ title, summary, notes, updates }): Texts => [
    text(title, 'title'),
    text(summary, 'summary'),
    bodies(notes.filter(({ retraction }) => retraction === null)),
    bodies(updates),
  ],
);

const bodies = (written: readonly { readonly body: string }[]): string =>
  written.map(({ body }) => text(body, 'a body')).join('\n');

export class IncidentTexts {
  readonly #insert;
  readonly #replace;

  constructor(db: Database) {
    const values = 'INTO incident_texts (rowid, title, summary, notes, updates) VALUES (?, ?, ?, ?, ?)';
    this.#insert = db.prepare(`INSERT ${values}`);
    this.#replace = db.prepare(`INSERT OR REPLACE ${values}`);
  }

  write(number: number, next: Texts, before: Texts | undefined): void {
    if (!before) this.#insert.run(number, ...next);
    else if (next.some((text, column) => text !== before[column])) this.#replace.run(number, ...next);
  }
}
