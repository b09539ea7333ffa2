import { afterAll, beforeAll } from '@jest/globals';
import { FakeNode } from './fake-node.js';
import { serverFacts } from './server-facts.js';

let node: FakeNode;
beforeAll(async () => {
  node = await FakeNode.start();
});
afterAll(() => node.down());

serverFacts('a FAKE node', () => node.connectionString);
