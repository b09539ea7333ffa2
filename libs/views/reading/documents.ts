import { sql } from 'kysely';
import type { Position } from '#event-log';
import { List, type Question } from './list.js';
import type { Order } from './order.js';
import { type Page, type PageRequest, pageOf } from './page.js';
import type { Reader } from './reader.js';

/** An aggregate as its events make it, and where it stands in the log. */
export type Recorded<State> = State & {
  /** The last of its events. */
  readonly revision: number;
  readonly position: Position;
  /** When the log took that. */
  readonly updatedAt: string;
};

const columns = ['id', 'revision', 'position', 'updated_at', 'state'] as const;

type DocumentRow = Readonly<Record<Exclude<(typeof columns)[number], 'revision'>, string>> & {
  readonly revision: number;
};

/** A list of documents sorted by one column and then by their ids. */
type DocumentQuestion<Column extends string> = Omit<
  Question<Column | 'id'>,
  'table' | 'columns' | 'order'
> & {
  readonly sortedBy: Column;
  readonly descending: boolean;
};

/** The documents of a table that `documentTable` keeps. */
export class Documents<State, Column extends string> {
  constructor(
    private readonly reader: Reader,
    private readonly table: string,
  ) {}

  find(id: string): Recorded<State> | undefined {
    const selected = sql.join(columns.map((column) => sql.ref(column)));
    const row = this.reader.row(
      sql<DocumentRow>`SELECT ${selected} FROM ${sql.table(this.table)} WHERE id = ${id}`,
    );
    return row && documentIn(row);
  }

  page(
    { sortedBy, descending, ...question }: DocumentQuestion<Column>,
    page: PageRequest,
  ): Page<Recorded<State>> {
    const order: Order<Column | 'id'> = {
      name: this.table,
      columns: [
        { name: sortedBy, type: 'string' },
        { name: 'id', type: 'string' },
      ],
      descending,
    };
    const list = new List<Column | 'id', DocumentRow & Readonly<Record<Column, string>>>(this.reader, {
      ...question,
      table: this.table,
      columns,
      order,
    });
    return this.reader.snapshot(() => pageOf(list, page, (row) => documentIn<State>(row)));
  }
}

const documentIn = <State>({ state, revision, position, updated_at }: DocumentRow): Recorded<State> => ({
  // The projection wrote such a state.
  ...(JSON.parse(state) as State),
  revision,
  position,
  updatedAt: updated_at,
});
