export { type Rows, rowsOf } from './rows.js';
