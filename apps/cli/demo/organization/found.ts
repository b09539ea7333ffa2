import { type Client, OperationFailed } from '../client.js';
import { DAY, iso } from './calendar.js';
import { landmark } from './catalog.js';
import { type Which, beginningOf } from './organization.js';

const query = `query ($id: ID!) {
  me { scopes }
  service(id: $id) { title history(first: 1) { edges { node { occurredAt } } } }
}`;

interface Found {
  readonly me: { readonly scopes: readonly string[] };
  readonly service: {
    readonly title: string;
    readonly history: { readonly edges: readonly { readonly node: { readonly occurredAt: string } }[] };
  } | null;
}

const needed = ['read', 'respond', 'ingest', 'admin'];

/**
 * Until when the organization is to be told: as asked; else as it was told in this log before, so that the demo run
 * again on another day changes nothing; else until the start of today.
 *
 * @throws OperationFailed where the key may not tell it, or the log has it until another time
 */
export async function untilWhen(
  { months, until }: { readonly months: number; readonly until?: string },
  now: number,
  client: Client,
): Promise<Which['until']> {
  // The query asks for exactly this.
  const { me, service } = (await client.run(query, { id: landmark.name })) as Found;
  const lacking = needed.filter((scope) => !me.scopes.includes(scope));
  if (lacking.length > 0)
    throw new OperationFailed(
      'FORBIDDEN',
      `The key lacks ${lacking.join(', ')}. The organization is told with a key that has ${needed.join(', ')}.`,
    );
  const today = Math.floor(now / DAY) * DAY;
  const asked = until === undefined ? undefined : Date.parse(until);
  const begun = service?.title === landmark.title ? service.history.edges[0]?.node.occurredAt : undefined;
  if (begun === undefined) return iso(asked ?? today);
  const told = Date.parse(begun) + (today - beginningOf(today, months));
  if (told > now || (asked !== undefined && asked !== told))
    throw new OperationFailed(
      'TOLD_OTHERWISE',
      `This log has the organization since ${begun.slice(0, 10)}, so that ${months} months of it end at ${iso(told).slice(0, 10)}. Give the same --months and --until as then, or start with a new SITREP_DATA_DIR.`,
    );
  return iso(told);
}
