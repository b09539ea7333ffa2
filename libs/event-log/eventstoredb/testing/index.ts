export { accessDenied } from './fake-failures.js';
export { FakeNode } from './fake-node.js';
