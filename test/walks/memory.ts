import type { GraphQLInputField } from 'graphql';

/** What a walk has seen in the answers to it: ids to name, words to say again, revisions to expect. */
export class Memory {
  readonly #ids = new Map<string, string[]>();
  readonly #owners = new Map<string, string | undefined>();
  readonly #words = new Map<string, string[]>();
  readonly #revisions = new Map<string, number>();
  /** The idempotency keys that it has used. */
  readonly keys: string[] = [];

  /** @param self the id of the key that walks, which it never names: it would end itself by revoking it */
  constructor(private readonly self?: string) {}

  /** Takes in whatever an answer says. */
  see(answer: unknown, name = '', owner?: string): void {
    if (Array.isArray(answer)) for (const item of answer) this.see(item, name, owner);
    else if (typeof answer === 'string') remember(this.#words, singular(name), answer);
    else if (typeof answer === 'object' && answer !== null) {
      const { __typename: type, id, reference, revision } = answer as Readonly<Record<string, unknown>>;
      if (id !== undefined && id === this.self) return;
      if (typeof id === 'string' && !this.#owners.has(id)) this.#owners.set(id, owner);
      if (typeof id === 'string' && typeof revision === 'number') this.#revisions.set(id, revision);
      for (const named of [reference, id])
        if (typeof type === 'string' && typeof named === 'string') remember(this.#ids, type, named);
      const within = typeof id === 'string' ? id : owner;
      for (const [field, value] of Object.entries(answer)) this.see(value, field, within);
    }
  }

  /** The ids of what a field names, by its name (`incidentId`, `alerts`) or by its description; none seen, none given. */
  idsFor({ description, name }: Pick<GraphQLInputField, 'name' | 'description'>): readonly string[] {
    const noun = singular(name.replace(/Ids?$/, '')).toLowerCase();
    const types = [...this.#ids.keys()];
    const named = types.filter((type) => isOf(type.toLowerCase(), noun));
    const described = types.filter((type) => description?.toLowerCase().includes(type.toLowerCase()));
    return (named.length > 0 ? named : described).flatMap((type) => this.#ids.get(type) ?? []);
  }

  /** The ids of the things of which this is a part, as an item is of a checklist, and that of an incident. */
  ownersOf(id: string): readonly string[] {
    const owner = this.#owners.get(id);
    return owner === undefined ? [] : [owner, ...this.ownersOf(owner)];
  }

  get allIds(): readonly string[] {
    return [...this.#ids.values()].flat();
  }

  /** What was seen in fields of this name. */
  wordsFor(field: string): readonly string[] {
    return this.#words.get(singular(field)) ?? [];
  }

  revisionOf(id: string): number | undefined {
    return this.#revisions.get(id);
  }
}

/** Enough for a walk, which does not live long. */
const most = 40;

function remember(known: Map<string, string[]>, name: string, value: string): void {
  const values = known.get(name) ?? [];
  if (!values.includes(value)) known.set(name, [...values, value].slice(-most));
}

const isOf = (type: string, noun: string): boolean => type.endsWith(noun) || noun.endsWith(type);

const singular = (name: string): string => name.replace(/s$/, '');
