import type { Client } from './client.js';
import type { Script, Step } from './step.js';

/** What playing a script has done. */
export interface Played {
  readonly incidentId: string;
  /** How many of its steps recorded something; the others had been played before. */
  readonly recorded: number;
  readonly steps: number;
  /** Where the log stood after the last step: what is queried from here on includes them all. */
  readonly position: string;
}

/**
 * Plays a script through the public API. Each step has a key of its own, so that playing the script again, also after
 * having been stopped halfway, does only what was not done yet.
 *
 * @throws OperationFailed naming the step
 */
export async function play(script: Script, client: Client): Promise<Played> {
  const declared = await send(script, script.declaration, client, {});
  const incidentId = declared.incident.id;
  let recorded = declared.replayed ? 0 : 1;
  let { position } = declared;
  for (const step of script.steps) {
    const receipt = await send(script, step, client, { incidentId });
    if (!receipt.replayed) recorded += 1;
    position = receipt.position;
  }
  return { incidentId, recorded, steps: script.steps.length + 1, position };
}

interface Receipt {
  readonly incident: { readonly id: string };
  readonly position: string;
  readonly replayed: boolean;
}

async function send(
  { name }: Script,
  { input, key, mutation, occurredAt }: Step,
  client: Client,
  about: { readonly incidentId?: string },
): Promise<Receipt> {
  const query = `mutation ($input: ${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!) {
    answer: ${mutation}(input: $input) { incident { id } position replayed }
  }`;
  const variables = { input: { ...input, ...about, idempotencyKey: `${name}/${key}`, occurredAt } };
  const data = await client.run(query, variables);
  // The query asks for exactly this.
  return (data as { answer: Receipt }).answer;
}
