export { issueKey } from './access/issue-key.js';
export { type Config, InvalidConfig, logUrlOf, readConfig } from './config/config.js';
export { settings } from './config/settings.js';
export { readSigner } from './notary/seal.js';
export { type RunningService, serve } from './serve.js';
