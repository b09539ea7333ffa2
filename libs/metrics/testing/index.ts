export { comparable } from './comparable.js';
export * from './plain/index.js';
