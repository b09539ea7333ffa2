import { randomInt, randomUUID } from 'node:crypto';
import { codesOf, send } from '../support/client.js';
import { adminKey } from '../support/service.js';

/** A command under an idempotency key, on behalf of a person of the same name, by whom its events are known. */
interface Command {
  readonly key: string;
  readonly mutation: string;
  readonly input: object;
}

/** What an acknowledged command recorded. */
export interface Recorded {
  readonly type: string;
  readonly position: string;
}

interface Receipt {
  readonly incident: { readonly id: string } | null;
  readonly events: readonly Recorded[];
  readonly replayed: boolean;
}

export interface WritingOptions {
  /** How many write at once. */
  readonly connections?: number;
  /** How long each waits for an answer before it sends the command again. */
  readonly timeoutMs?: number;
}

/** So many of the incidents that were declared last are written to: few, so that writers meet. */
const busyIncidents = 20;

/**
 * Clients that send commands to incidents, each under an idempotency key, and send them again until they know what
 * became of them.
 */
export class Writers {
  /** What each acknowledged command is said to have recorded, by its key. */
  readonly acknowledged = new Map<string, readonly Recorded[]>();
  /** What each try of a command came to: `OK`, the code of its error, or `NO_ANSWER`. */
  readonly tries = new Map<string, string[]>();
  /** How many acknowledgements were those of an earlier try. */
  replays = 0;
  readonly #incidents: string[] = [];
  #open: Command[] = [];
  #count = 0;

  /** The keys of the commands of which it is not known what became of them. */
  get open(): string[] {
    return this.#open.map(({ key }) => key);
  }

  /** Writes until it is stopped: then with what is under way to its end, whatever that is. */
  async write(
    urls: readonly string[],
    signal: AbortSignal,
    { connections = 32, ...options }: WritingOptions = {},
  ): Promise<void> {
    const lane = async (url: string) => {
      while (!signal.aborted) await this.#send(url, this.#open.shift() ?? this.#next(), options);
    };
    const lanes = Array.from({ length: connections }, (_, index) => urls[index % urls.length] ?? '');
    await Promise.all(lanes.map(lane));
  }

  /** Sends what is open once more. */
  async sendOpen(url: string): Promise<void> {
    await Promise.all(this.#open.splice(0).map((command) => this.#send(url, command, {})));
  }

  async #send(url: string, command: Command, { timeoutMs }: WritingOptions): Promise<string> {
    const outcome = await this.#try(url, command, timeoutMs);
    this.tries.set(command.key, [...(this.tries.get(command.key) ?? []), outcome]);
    if (isUnsettled(outcome)) this.#open.push(command);
    return outcome;
  }

  async #try(url: string, { input, key, mutation }: Command, timeoutMs?: number): Promise<string> {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`;
    const query = `mutation ($input: ${type}) { ${mutation}(input: $input) {
      incident { id } events { type position } replayed } }`;
    const variables = { input: { ...input, idempotencyKey: key, onBehalfOf: key } };
    const answer = await send<Record<string, Receipt>>(url, query, variables, adminKey, timeoutMs).catch(
      () => undefined,
    );
    const receipt = answer?.data?.[mutation];
    if (!receipt) return answer ? String(codesOf(answer)[0]) : 'NO_ANSWER';
    this.acknowledged.set(key, receipt.events);
    if (receipt.replayed) this.replays += 1;
    if (mutation === 'declareIncident' && receipt.incident) this.#incidents.push(receipt.incident.id);
    return 'OK';
  }

  #next(): Command {
    const key = this.#key();
    if (this.#incidents.length === 0 || this.#count % 10 === 0)
      return { key, mutation: 'declareIncident', input: declaration() };
    const [mutation, input] = one(changes)();
    return { key, mutation, input: this.#onIncident(input) };
  }

  #key(): string {
    return `sent-${++this.#count}`;
  }

  #onIncident(input: object): object {
    return { ...input, incidentId: one(this.#incidents.slice(-busyIncidents)) };
  }
}

/** Whether the command is to be sent again. */
const isUnsettled = (outcome: string): boolean =>
  outcome === 'NO_ANSWER' || outcome === 'UNAVAILABLE' || outcome === 'OUTCOME_UNKNOWN';

const declaration = () => ({
  title: 'Checkout fails',
  severity: severity(),
  services: ['checkout', 'search'],
  visibility: 'RESTRICTED',
  members: [randomUUID()],
});

const severity = () => one(['P0', 'P1', 'P2', 'P3']);
const person = () => one(['amina@example.com', 'ben@example.com', 'chiyo@example.com']);

/** Some record nothing, several events, or are refused by a rule, depending on what others have done. */
const changes: readonly (() => readonly [mutation: string, input: object])[] = [
  () => ['changeSeverity', { severity: severity(), reason: 'More is known' }],
  () => ['recordNote', { kind: 'OBSERVATION', body: 'Latency is up' }],
  () => ['recordNote', { kind: 'ACTION', body: 'Restarted it' }],
  () => ['assignRole', { role: 'INCIDENT_COMMANDER', person: person() }],
  () => ['handOffRole', { role: 'INCIDENT_COMMANDER', to: person(), briefing: 'All is in the log' }],
  () => ['publishUpdate', { audience: 'INTERNAL', body: 'We are on it' }],
  () => ['resolveIncident', { resolution: 'Rolled back' }],
  () => ['reopenIncident', { reason: 'It is back' }],
];

function one<Item>(items: readonly Item[]): Item {
  const item = items[randomInt(items.length)];
  if (item === undefined) throw new Error('One of nothing');
  return item;
}
