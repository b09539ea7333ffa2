import { iso, wholeSecond } from './calendar.js';
import type { Lane, Made, OrganizationStep, PartList } from './step.js';

/** What is said of a step beside its mutation and input. */
interface Saying {
  /** The person who does it, by e-mail address. */
  readonly by?: string;
  readonly ids?: OrganizationStep['ids'];
  /** A part that later steps are about: its name within the incident. */
  readonly makes?: string;
}

/** In which list of the incident that which a mutation adds is found. */
const listOf: Readonly<Record<string, PartList>> = {
  startMitigation: 'mitigations',
  recordImpact: 'impacts',
  addFollowUp: 'followUps',
  recordNote: 'notes',
  publishUpdate: 'updates',
  addLink: 'links',
};

/** Collects the steps of one incident, told in any order. */
export class Account {
  readonly #steps: {
    readonly at: number;
    readonly part: string | undefined;
    readonly step: OrganizationStep;
  }[] = [];
  readonly #told = new Map<string, number>();

  constructor(
    /** The name of the incident among the things of the organization. */
    readonly name: string,
  ) {}

  /** A step of something else that belongs to the story, such as an alert of it. */
  beside(step: OrganizationStep): void {
    this.#steps.push({ at: Date.parse(step.occurredAt), part: undefined, step });
  }

  declare(at: number, input: OrganizationStep['input'], { by, ids }: Saying, items: number): void {
    const checklists = Array.from({ length: items }, (_, n): [string, Made] => [
      this.part(`item/${n}`),
      { kind: 'part', list: 'checklistItems', at: n },
    ]);
    const makes = { [this.name]: { kind: 'incident' } as const, ...Object.fromEntries(checklists) };
    this.#tell('declareIncident', at, { input: withPerson(input, by), ...(ids && { ids }), makes });
  }

  tell(
    mutation: string,
    at: number,
    input: OrganizationStep['input'],
    { by, ids, makes }: Saying = {},
  ): void {
    const about = { incidentId: this.name, ...ids };
    this.#tell(mutation, at, { input: withPerson(input, by), ids: about }, makes);
  }

  /** The name of a part of the incident. */
  part(name: string): string {
    return `${this.name}/${name}`;
  }

  /** Whether something of this name is made. */
  has(part: string): boolean {
    return this.#steps.some((told) => told.part === part);
  }

  /** The steps before this instant, in the order of their times. */
  until(end: number): Lane {
    const counts = new Map<PartList, number>();
    return this.#steps
      .toSorted((one, other) => one.at - other.at)
      .filter(({ at }) => at < end)
      .map(({ part, step }) => {
        const list = listOf[step.mutation];
        if (!list) return step;
        const at = counts.get(list) ?? 0;
        counts.set(list, at + 1);
        return part === undefined
          ? step
          : { ...step, makes: { [this.part(part)]: { kind: 'part', list, at } } };
      });
  }

  #tell(
    mutation: string,
    at: number,
    said: Pick<OrganizationStep, 'input' | 'ids' | 'makes'>,
    part?: string,
  ) {
    const times = (this.#told.get(mutation) ?? 0) + 1;
    this.#told.set(mutation, times);
    const occurredAt = iso(wholeSecond(at));
    const step = { key: `${this.name}/${mutation}/${times}`, mutation, occurredAt, ...said };
    this.#steps.push({ at: Date.parse(occurredAt), part, step });
  }
}

const withPerson = (input: OrganizationStep['input'], by: string | undefined): OrganizationStep['input'] =>
  by === undefined ? input : { ...input, onBehalfOf: by };
