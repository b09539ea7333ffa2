export { comparable, near } from './comparable.js';
export * from './plain/index.js';
