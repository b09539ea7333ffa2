export { type ApiKey, type ApiKeyCommand, apiKeys } from './api-key.js';
export { type KeyUse, type KeyUseCommand, keyUses } from './key-use.js';
export * from './principal.js';
export { type AccessRule, accessRules } from './rules.js';
export * from './scopes.js';
export * from './secret.js';
