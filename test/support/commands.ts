import { ask, mutate } from './client.js';

/** What every mutation of an incident answers. */
export interface Receipt {
  readonly incident: { readonly id: string; readonly reference: string; readonly status: string };
  readonly revision: number;
  readonly position: string;
  readonly events: readonly { readonly type: string; readonly position: string }[];
  readonly replayed: boolean;
}

export const receipt = 'incident { id reference status } revision position events { type position } replayed';

/** Sends a command to an incident that must succeed. */
export const command = (url: string, mutation: string, input: object, key?: string): Promise<Receipt> =>
  mutate<Receipt>(url, mutation, input, receipt, key);

/** Declares an incident, a P1 unless said otherwise. */
export const declare = (url: string, input: object = {}, key?: string): Promise<Receipt> =>
  command(url, 'declareIncident', { title: 'Checkout fails in EU', severity: 'P1', ...input }, key);

/** Records a deployment that succeeded, to production unless said otherwise, and gives its id. */
export async function deploy(url: string, input: object, key?: string): Promise<string> {
  const about = { environment: 'production', outcome: 'SUCCEEDED', ...input };
  const recorded = await mutate<{ deployment: { id: string } }>(
    url,
    'recordDeployment',
    about,
    'deployment { id }',
    key,
  );
  return recorded.deployment.id;
}

/** Records an alert, one that fires unless said otherwise, and gives its id. */
export async function alarm(url: string, input: object, key?: string): Promise<string> {
  const recorded = await mutate<{ alert: { id: string } }>(url, 'recordAlert', input, 'alert { id }', key);
  return recorded.alert.id;
}

/** A key as it was issued. */
export interface IssuedKey {
  readonly id: string;
  readonly secret: string;
}

/** Issues a key with these scopes. */
export async function issueKey(
  url: string,
  scopes: readonly string[],
  input: object = {},
): Promise<IssuedKey> {
  const { apiKey, secret } = await mutate<{ apiKey: { id: string }; secret: string }>(
    url,
    'issueApiKey',
    { name: scopes.join(' and '), scopes, ...input },
    'apiKey { id } secret',
  );
  return { id: apiKey.id, secret };
}

export const revokeKey = (url: string, { id }: IssuedKey): Promise<unknown> =>
  mutate(url, 'revokeApiKey', { apiKeyId: id, reason: 'No longer needed' }, 'position');

/** The position of the last event of the log: it differs once anything was recorded. */
export async function headOf(url: string): Promise<string> {
  const { status } = await ask<{ status: { head: string } }>(url, '{ status { head } }');
  return status.head;
}
