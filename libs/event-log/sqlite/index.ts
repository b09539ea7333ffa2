export { type SqliteLogOptions, openSqliteLog } from './log.js';
