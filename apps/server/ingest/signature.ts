import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether GitHub signed this body with this secret: `header` is `X-Hub-Signature-256`, `sha256=` and the
 * HMAC-SHA256 of the raw body in hex (docs.github.com, "Validating webhook deliveries"). The comparison takes the
 * same time wherever the signatures differ.
 */
export function isSignedByGitHub(rawBody: Uint8Array, header: string | undefined, secret: string): boolean {
  const claimed = /^sha256=([0-9a-f]{64})$/i.exec(header ?? '')?.[1];
  if (claimed === undefined) return false;
  const expected = createHmac('sha256', secret).update(rawBody).digest();
  return timingSafeEqual(Buffer.from(claimed, 'hex'), expected);
}
