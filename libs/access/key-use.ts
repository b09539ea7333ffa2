import { type Command, type CommandOf, type Event, type Genesis, type StateOf, decider } from '#decider';

type RecordApiKeyUse = Command<'RecordApiKeyUse', { on: string }>;
/** A key to the API let somebody in on a day: `on`, a date in UTC. Sitrep itself notes it, once for each day. */
type ApiKeyUsed = Event<'ApiKeyUsed', { keyId: string; on: string }>;

interface LastUse {
  /** The last day, as a date in UTC. */
  readonly lastUsedOn: string;
}

const using: Genesis<LastUse, RecordApiKeyUse, ApiKeyUsed> = {
  decide: {
    RecordApiKeyUse: ({ on }, use, { id }) =>
      use && use.lastUsedOn >= on ? [] : [{ type: 'ApiKeyUsed', data: { keyId: id, on } }],
  },
  evolve: {
    ApiKeyUsed: (use, { on }) => ({ lastUsedOn: use && use.lastUsedOn > on ? use.lastUsedOn : on }),
  },
  describe: {
    ApiKeyUsed: ({ on }) => `API key used on ${on}`,
  },
};

/**
 * The days on which a key was used, under the id of the key. They are not in the stream of the key itself, so that
 * using it neither changes its revision nor can spoil it: see docs/decisions/0022.
 */
export const keyUses = decider('apikeyuse', using, []);
export type KeyUse = StateOf<typeof keyUses>;
export type KeyUseCommand = CommandOf<typeof keyUses>;
