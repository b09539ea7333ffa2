export { FakeNode } from './fake-node.js';
