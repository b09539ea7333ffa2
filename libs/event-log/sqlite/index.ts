export { type InspectedRow, type LogFileInspection, inspectLogFile } from './inspection.js';
export { type SqliteLogOptions, openSqliteLog } from './log.js';
export { writeWhole } from './whole.js';
