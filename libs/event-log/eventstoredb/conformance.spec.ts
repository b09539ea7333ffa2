import { conformance } from '../testing/index.js';
import { FakeHarness } from './testing/fake-harness.js';

conformance('EventStoreDB (on a FAKE node)', new FakeHarness());
