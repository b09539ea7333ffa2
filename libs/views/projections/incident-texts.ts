import type { Database } from 'better-sqlite3';
import { type Incident, postmortemSections } from '#incident';
import { aspect } from './aspect.js';
import { text } from './columns.js';

/** What of an incident is searched, the most telling first. */
export const searchFields = ['TITLE', 'SUMMARY', 'UPDATE', 'POSTMORTEM', 'NOTE'] as const;
export type SearchField = (typeof searchFields)[number];

/** The texts of each field: several where it has several, each update by itself. */
export type Written = Readonly<Record<SearchField, readonly string[]>>;

/** What of an incident people wrote. */
const reads = ['title', 'summary', 'updates', 'postmortem', 'notes'] as const;

export const writtenIn = ({
  title,
  summary,
  updates,
  postmortem,
  notes,
}: Pick<Incident, (typeof reads)[number]>): Written => ({
  TITLE: [title],
  SUMMARY: [summary],
  UPDATE: updates.map(({ body }) => body),
  POSTMORTEM: postmortemSections.flatMap((section) => postmortem.sections[section]?.body ?? []),
  NOTE: notes.filter(({ retraction }) => retraction === null).map(({ body }) => body),
});

const columns = searchFields.map((field) => `"${field.toLowerCase()}"`);

/** The full-text index over what people wrote. It holds no text, only which words are where. */
export const textsSchema = `
  CREATE VIRTUAL TABLE incident_texts USING fts5 (
    ${columns.join(', ')},
    content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2'
  );`;

/** What is in each of its columns. */
export type Texts = readonly (readonly string[])[];

export const texts = aspect(reads, (incident): Texts => {
  const written = writtenIn(incident);
  return searchFields.map((field) => written[field].map((body) => text(body, field)));
});

export class IncidentTexts {
  readonly #insert;
  readonly #replace;

  constructor(db: Database) {
    const values = `INTO incident_texts (rowid, ${columns.join(', ')}) VALUES (?${', ?'.repeat(columns.length)})`;
    this.#insert = db.prepare(`INSERT ${values}`);
    this.#replace = db.prepare(`INSERT OR REPLACE ${values}`);
  }

  write(number: number, next: Texts, before: Texts | undefined): void {
    const texts = next.map(inOne);
    if (!before) this.#insert.run(number, ...texts);
    else if (before.some((written, column) => inOne(written) !== texts[column]))
      this.#replace.run(number, ...texts);
  }
}

const inOne = (texts: readonly string[]): string => texts.join('\n');
