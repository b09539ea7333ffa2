import { hash, randomBytes } from 'node:crypto';

/** A new key as its owner keeps it: 256 random bits, recognizable by scanners for leaked secrets. */
export const newSecret = (): string => `sitrep_${randomBytes(32).toString('base64url')}`;

/** What is stored of a key. A plain digest suffices, since a key of 256 random bits cannot be guessed. */
export const hashOf = (secret: string): string => hash('sha256', secret);
