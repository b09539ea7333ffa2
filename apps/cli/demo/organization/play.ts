import { type Client, OperationFailed } from '../client.js';
import { type Answer, Names } from './names.js';
import type { Lane, Organization, OrganizationStep } from './step.js';

/** What playing an organization has done. */
export interface PlayedOrganization {
  readonly steps: number;
  /** How many of the steps recorded something; the others had been played before. */
  readonly recorded: number;
  /** Where the log stood after the last step. */
  readonly position: string;
}

/** How many requests are under way at a time: enough for the log to take many at once, few enough for two cores. */
const LANES = 24;

/**
 * Plays an organization's life through the public API: phase after phase, in each many lanes at a time, each lane in
 * its order. Each step has a key of its own, so that playing it again does only what was not done yet.
 *
 * @param progress told after each step how many are done
 * @throws OperationFailed naming the step
 */
export async function playOrganization(
  { name, phases }: Organization,
  client: Client,
  progress: (done: number, steps: number) => void,
): Promise<PlayedOrganization> {
  const all = phases.flat(2);
  const names = new Names(all);
  let [done, recorded, position] = [0, 0, ''];

  const playLane = async (lane: Lane): Promise<void> => {
    for (const step of lane) {
      const answer = await send(name, step, names, client);
      names.learn(step, answer);
      done += 1;
      if (!answer.replayed && answer.events.length > 0) recorded += 1;
      if (answer.position > position) ({ position } = answer);
      progress(done, all.length);
    }
  };
  for (const phase of phases) await atOnce(LANES, phase, playLane);
  return { steps: all.length, recorded, position };
}

/** Does this for all, so many at a time; after a failure, nothing further is begun. */
async function atOnce<T>(width: number, all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const rest = all.values();
  let failed = false;
  const worker = async () => {
    for (const one of rest) {
      if (failed) return;
      await work(one).catch((error: unknown) => {
        failed = true;
        throw error;
      });
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
}

async function send(scope: string, step: OrganizationStep, names: Names, client: Client): Promise<Answer> {
  const { input, key, mutation, occurredAt } = step;
  const query = `mutation ($input: ${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!) {
    answer: ${mutation}(input: $input) { position replayed events { type } ${names.selection(step)} }
  }`;
  const variables = {
    input: { ...input, ...names.idsOf(step), idempotencyKey: `${scope}/${key}`, occurredAt },
  };
  try {
    // The query asks for exactly this.
    return ((await client.run(query, variables)) as { answer: Answer }).answer;
  } catch (error) {
    if (!(error instanceof OperationFailed)) throw error;
    throw new OperationFailed(error.code, `${key}: ${error.message}${alreadyThere(error)}`);
  }
}

/** No rule refuses any of it in an empty log: another year was told in this one, or this year with another key. */
const alreadyThere = ({ code }: OperationFailed): string =>
  code === 'RULE_VIOLATION'
    ? ' The log has something that does not go with this year: give the same --key and --seed as then, or start with a new SITREP_DATA_DIR.'
    : '';
