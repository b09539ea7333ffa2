import type { Database } from 'better-sqlite3';
import { Tile, subtreeRoot } from '#audit';
import type { Position } from '#event-log';
import type { Ledger, LedgerWriter } from './projection.js';

export interface TilesTable {
  /** 0 for the leaves, 1 for the roots of full tiles of leaves, and so on. */
  readonly level: number;
  /** Its place among the tiles of its level, from 0 on. */
  readonly tile: number;
  /** The position of the first event whose leaf it has; empty above level 0. */
  readonly first: Position;
  /** Up to 256 hashes, side by side. */
  readonly hashes: Uint8Array;
}

/**
 * The Merkle tree over all events of the log: also over those that no projection can take, and those of the
 * checkpoints. A tile is written when it is full, and at the end of a batch: so it costs a row or two for each batch,
 * and none for an event.
 */
export const merkleTree: Ledger = {
  name: 'merkle tree',
  schema: `
  CREATE TABLE tiles (
    level INTEGER NOT NULL,
    tile INTEGER NOT NULL,
    first TEXT NOT NULL,
    hashes BLOB NOT NULL,
    PRIMARY KEY (level, tile)
  );
  CREATE INDEX tiles_first ON tiles (level, first);`,
  open(db) {
    const tiles = new Tiles(db);
    const leaves = new Level(0, tiles);
    return {
      note({ hash, position }) {
        leaves.noteEvent(hash, position);
      },
      flush() {
        leaves.flush();
      },
    } satisfies LedgerWriter;
  },
};

/** The last tile of a level, which grows, and the level above it. */
class Level {
  #place: number;
  #first: Position;
  readonly #tile: Tile;
  #isWritten = true;
  #above: Level | undefined;

  constructor(
    private readonly level: number,
    private readonly tiles: Tiles,
  ) {
    const { tile, first, hashes } = tiles.last(level) ?? { tile: 0, first: '', hashes: Buffer.alloc(0) };
    this.#place = tile;
    this.#first = first;
    this.#tile = new Tile(hashes);
    if (tiles.last(level + 1)) this.#above = new Level(level + 1, tiles);
  }

  noteEvent(hash: string, position: Position): void {
    this.#makeRoom(position);
    this.#tile.pushEvent(hash);
    this.#grown();
  }

  flush(): void {
    if (!this.#isWritten) this.#write();
    this.#above?.flush();
  }

  #note(hash: Buffer): void {
    this.#makeRoom('');
    this.#tile.push(hash);
    this.#grown();
  }

  /** A full tile gives way to the next one only when there is something to put into that. */
  #makeRoom(position: Position): void {
    if (this.#tile.isFull) {
      this.#tile.clear();
      this.#place += 1;
    }
    if (this.#tile.isEmpty) this.#first = position;
  }

  #grown(): void {
    this.#isWritten = false;
    if (!this.#tile.isFull) return;
    this.#write();
    this.#above ??= new Level(this.level + 1, this.tiles);
    this.#above.#note(subtreeRoot(this.#tile.hashes));
  }

  #write(): void {
    this.tiles.write(this.level, this.#place, this.#first, this.#tile.hashes);
    this.#isWritten = true;
  }
}

class Tiles {
  readonly #last;
  readonly #write;

  constructor(db: Database) {
    this.#last = db.prepare<[number], Omit<TilesTable, 'level'>>(
      'SELECT tile, first, hashes FROM tiles WHERE level = ? ORDER BY tile DESC LIMIT 1',
    );
    this.#write = db.prepare(
      `INSERT INTO tiles VALUES (?, ?, ?, ?)
       ON CONFLICT (level, tile) DO UPDATE SET hashes = excluded.hashes`,
    );
  }

  last(level: number): Omit<TilesTable, 'level'> | undefined {
    return this.#last.get(level);
  }

  write(level: number, tile: number, first: Position, hashes: Buffer): void {
    this.#write.run(level, tile, first, hashes);
  }
}
