import {
  type Actor,
  type Capability,
  type Command,
  type CommandContext,
  type Event,
  type EventFacts,
  whoActs,
} from '#decider';
import { type IncidentCore, type Severity, mustNotBeOver } from './core.js';
import { refusal } from './rules.js';
import { excerpt, withReason } from './wording.js';

/** What is to be done in a part of the response: `Triage`, and its items. */
export interface Checklist {
  readonly name: string;
  readonly items: readonly string[];
}

interface ItemData {
  readonly itemId: string;
  readonly item: string;
  readonly checklist: string;
}

export type ChecklistCommand =
  | Command<'AttachChecklist', Checklist>
  | Command<'TickChecklistItem', { itemId: string }>
  | Command<'UntickChecklistItem', { itemId: string; reason?: string }>;

export type ChecklistEvent =
  /** There is a list of things to do, brought by the policy of a severity or by somebody. */
  | Event<
      'ChecklistAttached',
      {
        checklistId: string;
        name: string;
        items: readonly { readonly id: string; readonly text: string }[];
        /** The severity whose policy brings it; absent where somebody attached it. */
        severity?: Severity;
      }
    >
  /** Something on a checklist was done. */
  | Event<'ChecklistItemTicked', ItemData>
  /** Something on a checklist was not done after all. */
  | Event<'ChecklistItemUnticked', ItemData & { reason?: string }>;

export interface AttachedItem {
  readonly id: string;
  readonly text: string;
  /** Null while it is to be done. */
  readonly tickedBy: Actor | null;
  readonly tickedAt: string | null;
}

export interface AttachedChecklist {
  readonly id: string;
  readonly name: string;
  /** The severity whose policy brought it; null where somebody attached it. */
  readonly severity: Severity | null;
  readonly items: readonly AttachedItem[];
}

export interface ChecklistsState {
  readonly checklists: readonly AttachedChecklist[];
}

/** How many checklists an incident may have before no further one can be attached by hand. */
const MOST = 50;

export const checklists: Capability<IncidentCore, ChecklistsState, ChecklistCommand, ChecklistEvent> = {
  initial: { checklists: [] },
  decide: {
    AttachChecklist(checklist, incident, context) {
      mustNotBeOver(incident);
      if (incident.checklists.length >= MOST) throw refusal('TOO_MANY_CHECKLISTS');
      return attaching([checklist], incident, context);
    },
    TickChecklistItem({ itemId }, incident) {
      mustNotBeOver(incident);
      const { checklist, item } = itemOf(incident, itemId);
      if (item.tickedBy !== null) return [];
      return [{ type: 'ChecklistItemTicked', data: { itemId, item: item.text, checklist } }];
    },
    // Taking back a tick that proved wrong is a correction, which is possible in every status.
    UntickChecklistItem({ itemId, reason }, incident) {
      const { checklist, item } = itemOf(incident, itemId);
      if (item.tickedBy === null) return [];
      const data = { itemId, item: item.text, checklist, ...(reason !== undefined && { reason }) };
      return [{ type: 'ChecklistItemUnticked', data }];
    },
  },
  evolve: {
    ChecklistAttached: ({ checklists }, { checklistId, name, items, severity }) => ({
      checklists: [
        ...checklists,
        {
          id: checklistId,
          name,
          severity: severity ?? null,
          items: items.map((item) => ({ ...item, tickedBy: null, tickedAt: null })),
        },
      ],
    }),
    ChecklistItemTicked: (incident, { itemId }, facts) => ({ checklists: marked(incident, itemId, facts) }),
    ChecklistItemUnticked: (incident, { itemId }) => ({ checklists: marked(incident, itemId, undefined) }),
  },
  describe: {
    ChecklistAttached: ({ name, items, severity }) =>
      `Checklist ${name} attached${severity === undefined ? '' : ` by the policy of ${severity}`}: ${itemCount(items)}`,
    ChecklistItemTicked: ({ checklist, item }) => `${checklist}: ${excerpt(item)} – done`,
    ChecklistItemUnticked: ({ checklist, item, reason }) =>
      withReason(`${checklist}: ${excerpt(item)} – not done after all`, reason),
  },
};

/**
 * Attaches what of these checklists the incident does not have yet. Where it has one of the same name, only the items
 * that are new come, as a further checklist: what was ticked stays so, and nothing is asked for twice.
 */
export function attaching(
  wanted: readonly Checklist[],
  { checklists }: ChecklistsState,
  { newId }: Pick<CommandContext, 'newId'>,
  severity?: Severity,
): ChecklistEvent[] {
  return wanted.flatMap(({ name, items }) => {
    const there = checklists.filter((checklist) => checklist.name === name);
    const asked = new Set(there.flatMap((checklist) => checklist.items.map(({ text }) => text)));
    const missing = [...new Set(items)].filter((text) => !asked.has(text));
    if (missing.length === 0) return [];
    const data = {
      checklistId: newId(),
      name,
      items: missing.map((text) => ({ id: newId(), text })),
      ...(severity !== undefined && { severity }),
    };
    return [{ type: 'ChecklistAttached', data } as const];
  });
}

/** The item with this id, and the name of its checklist. */
function itemOf({ checklists }: ChecklistsState, itemId: string) {
  for (const { name, items } of checklists) {
    const item = items.find(({ id }) => id === itemId);
    if (item) return { checklist: name, item };
  }
  throw refusal('CHECKLIST_ITEM_NOT_FOUND');
}

/** The checklists with one item ticked by whom the facts name, or ticked by nobody. */
const marked = ({ checklists }: ChecklistsState, itemId: string, facts: EventFacts | undefined) =>
  checklists.map((checklist) =>
    checklist.items.some(({ id }) => id === itemId)
      ? {
          ...checklist,
          items: checklist.items.map((item) =>
            item.id === itemId
              ? { ...item, tickedBy: facts ? whoActs(facts) : null, tickedAt: facts?.occurredAt ?? null }
              : item,
          ),
        }
      : checklist,
  );

const itemCount = ({ length }: readonly unknown[]): string => (length === 1 ? '1 item' : `${length} items`);
