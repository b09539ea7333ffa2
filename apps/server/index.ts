export { issueKey } from './access/issue-key.js';
export { type Config, InvalidConfig, logUrlOf, readConfig } from './config/config.js';
export { settings } from './config/settings.js';
export type { Listening } from './listen.js';
export { readSigner } from './notary/seal.js';
export { serve } from './serve.js';
