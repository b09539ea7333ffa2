export * from './laws.js';
export * from './specification.js';
