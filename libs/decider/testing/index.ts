export * from './golden.js';
export * from './laws.js';
export * from './specification.js';
