/** Marks the file as a log of Sitrep (`Sitr` in ASCII). */
export const APPLICATION_ID = 0x53_69_74_72;

export const SCHEMA_VERSION = 2;

/**
 * One table, in log order. Positions have no holes. The large columns come last, so that a scan for types and streams
 * does not read them. Ids have no index: an append is told from its retry within its stream (docs/decisions/0012).
 */
export const SCHEMA = `
  CREATE TABLE events (
    position INTEGER PRIMARY KEY,
    id       BLOB    NOT NULL CHECK (length(id) = 16),
    stream   TEXT    NOT NULL,
    revision INTEGER NOT NULL,
    type     TEXT    NOT NULL,
    hash     BLOB    NOT NULL CHECK (length(hash) = 32),
    metadata TEXT    NOT NULL,
    data     TEXT    NOT NULL,
    UNIQUE (stream, revision)
  ) STRICT;
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${SCHEMA_VERSION};
`;
