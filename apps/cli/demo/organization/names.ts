import type { Made, OrganizationStep, PartList } from './step.js';

/** What an answer says of what a mutation made. */
export interface Answer {
  readonly position: string;
  readonly replayed: boolean;
  readonly events: readonly unknown[];
  readonly made?: { readonly id: string } & Partial<
    Record<Exclude<PartList, 'checklistItems'>, Identified>
  > & {
      readonly checklists?: readonly { readonly items: Identified }[];
    };
}

type Identified = readonly { readonly id: string }[];

/** The ids that the service gave to what steps name. */
export class Names {
  readonly #ids = new Map<string, string>();
  readonly #used: ReadonlySet<string>;

  /** @param steps all that will be played: the ids of what none of them is about need not be asked for */
  constructor(steps: Iterable<OrganizationStep>) {
    const used = new Set<string>();
    for (const { ids } of steps) for (const name of Object.values(ids ?? {}).flat()) used.add(name);
    this.#used = used;
  }

  /** The part of the payload that has the ids of what the step makes; empty where none is needed. */
  selection({ makes }: OrganizationStep): string {
    const made = this.#needed(makes).map(([, one]) => one);
    const [first] = made;
    if (!first) return '';
    const lists = new Set(made.flatMap((one) => (one.kind === 'part' ? [one.list] : [])));
    const type = first.kind === 'part' ? 'incident' : first.kind;
    return `made: ${type} { id ${[...lists].map(selected).join(' ')} }`;
  }

  learn({ makes }: OrganizationStep, { made }: Answer): void {
    for (const [name, one] of this.#needed(makes)) {
      const id = made && idIn(made, one);
      if (id !== undefined) this.#ids.set(name, id);
    }
  }

  /**
   * The ids that a step is about, for its input.
   *
   * @throws RangeError for a name of nothing that was made
   */
  idsOf({ ids, key }: OrganizationStep): Readonly<Record<string, string | readonly string[]>> {
    const idOf = (name: string): string => {
      const id = this.#ids.get(name);
      if (id === undefined) throw new RangeError(`${key} is about ${name}, which nothing made before.`);
      return id;
    };
    return Object.fromEntries(
      Object.entries(ids ?? {}).map(([field, named]) => [
        field,
        typeof named === 'string' ? idOf(named) : named.map(idOf),
      ]),
    );
  }

  #needed(makes: OrganizationStep['makes']): readonly (readonly [string, Made])[] {
    return Object.entries(makes ?? {}).filter(([name]) => this.#used.has(name));
  }
}

const selected = (list: PartList): string =>
  list === 'checklistItems' ? 'checklists { items { id } }' : `${list} { id }`;

function idIn(made: NonNullable<Answer['made']>, one: Made): string | undefined {
  if (one.kind !== 'part') return made.id;
  const items = (made.checklists ?? []).flatMap((checklist) => checklist.items);
  const list = one.list === 'checklistItems' ? items : made[one.list];
  return list?.[one.at]?.id;
}
