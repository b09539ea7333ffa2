export { flawedViews } from './flawed.js';
export { type Rows, rowsOf } from './rows.js';
