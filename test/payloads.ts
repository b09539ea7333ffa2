import { readFileSync } from 'node:fs';

const folder = new URL('../../test/fixtures/payloads/', import.meta.url);

/** A payload as a tool really sent it, parsed anew at each call. Where it comes from stands beside it. */
export const payload = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
