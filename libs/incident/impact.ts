import {
  type Capability,
  type Command,
  type CommandContext,
  type Event,
  isAfter,
  mustHaveHappened,
  whoActs,
} from '#decider';
import { type IncidentCore, type Milestones, mustNotBeOver } from './core.js';
import {
  type Impact,
  type ImpactWindow,
  corrected,
  impactEnd,
  impactStart,
  inWords,
  isSameWindow,
  overlap,
  standing,
  windowOf,
} from './impact-window.js';
import { refusal } from './rules.js';
import { excerpt } from './wording.js';

export type ImpactCommand =
  /** `from` is when it happened, unless given; without `until`, it goes on. */
  | Command<'RecordImpact', Omit<ImpactWindow, 'from' | 'until'> & { from?: string; until?: string }>
  /** `until` is when it happened, unless given. */
  | Command<'EndImpact', { impactId: string; until?: string }>
  /** What is left out stays as it is; with `until` null it has not ended after all. */
  | Command<'CorrectImpact', Partial<ImpactWindow> & { impactId: string; reason: string }>
  | Command<'WithdrawImpact', { impactId: string; reason: string }>;

export type ImpactEvent =
  /** Users suffered, or began to, and how. */
  | Event<'ImpactRecorded', ImpactWindow & { readonly impactId: string }>
  /** Users no longer suffer from what they suffered. */
  | Event<'ImpactEnded', ImpactWindow & { readonly impactId: string }>
  /** `after` is null where there was no such impact after all. */
  | Event<
      'ImpactCorrected',
      {
        readonly impactId: string;
        readonly before: ImpactWindow;
        readonly after: ImpactWindow | null;
        readonly reason: string;
      }
    >;

export interface ImpactState {
  /** In the order of recording, with what was withdrawn. */
  readonly impacts: readonly Impact[];
}

/**
 * What of which service users lost, and when: from these windows availability is computed, and the milestones of the
 * impact follow; see docs/decisions/0009.
 */
export const impact: Capability<IncidentCore, ImpactState, ImpactCommand, ImpactEvent> = {
  initial: { impacts: [] },
  decide: {
    RecordImpact({ service, level, from, until }, incident, context) {
      mustNotBeOver(incident);
      const window = { service, level, from: from ?? context.occurredAt, until: until ?? null };
      if (standing(incident.impacts).some((other) => isSameWindow(other, window))) return [];
      mustBeWindow(window, incident.impacts, context);
      return [{ type: 'ImpactRecorded', data: { impactId: context.newId(), ...window } }];
    },
    // Ends and corrections are of what is recorded already, and so possible in every status: an end that somebody
    // forgot must not take a reopening.
    EndImpact({ impactId, until: given }, incident, context) {
      const window = windowOf(standingOne(incident, impactId));
      const until = given ?? context.occurredAt;
      if (window.until === until) return [];
      if (window.until !== null) throw refusal('IMPACT_OVER');
      mustBeWindow({ ...window, until }, others(incident, impactId), context);
      return [{ type: 'ImpactEnded', data: { impactId, ...window, until } }];
    },
    CorrectImpact({ impactId, reason, ...better }, incident, context) {
      const before = windowOf(standingOne(incident, impactId));
      const after = { ...before, ...better };
      if (isSameWindow(before, after)) return [];
      mustBeWindow(after, others(incident, impactId), context);
      return [{ type: 'ImpactCorrected', data: { impactId, before, after, reason } }];
    },
    WithdrawImpact({ impactId, reason }, incident) {
      const one = impactOf(incident, impactId);
      if (one.retraction) return [];
      return [{ type: 'ImpactCorrected', data: { impactId, before: windowOf(one), after: null, reason } }];
    },
  },
  evolve: {
    ImpactRecorded: (incident, { impactId, ...window }, facts) =>
      withImpacts(incident, [
        ...incident.impacts,
        { id: impactId, ...window, recordedBy: whoActs(facts), corrections: [], retraction: null },
      ]),
    ImpactEnded: (incident, { impactId, until }) =>
      withImpacts(
        incident,
        incident.impacts.map((one) => (one.id === impactId ? { ...one, until } : one)),
      ),
    ImpactCorrected: (incident, { impactId, after, reason }, facts) => {
      const retraction = { reason, retractedBy: whoActs(facts), retractedAt: facts.occurredAt };
      const better = (one: Impact): Impact =>
        after ? corrected(one, after, reason, facts) : { ...one, retraction };
      return withImpacts(
        incident,
        incident.impacts.map((one) => (one.id === impactId ? better(one) : one)),
      );
    },
  },
  describe: {
    ImpactRecorded: (window) => `Impact on ${inWords(window)}`,
    ImpactEnded: (window) => `Impact ended on ${inWords(window)}`,
    ImpactCorrected: ({ before, after, reason }) =>
      after
        ? `Impact corrected to “${inWords(after, before)}”; it read “${inWords(before, after)}”: ${excerpt(reason)}`
        : `Impact withdrawn: ${excerpt(reason)}; it read “${inWords(before)}”`,
  },
};

function withImpacts(
  { milestones, impactStartedAt }: IncidentCore,
  impacts: readonly Impact[],
): ImpactState & { milestones: Milestones } {
  const { IMPACT_STARTED: _, IMPACT_ENDED: __, ...others } = milestones;
  const start = impactStart(impacts, impactStartedAt);
  const end = impactEnd(impacts);
  return {
    impacts,
    milestones: {
      ...others,
      ...(start !== undefined && { IMPACT_STARTED: [start] }),
      ...(end !== undefined && { IMPACT_ENDED: [end] }),
    },
  };
}

/** Refuses a window that has not happened, that ends before it starts, or that says again what another says. */
function mustBeWindow(window: ImpactWindow, impacts: readonly Impact[], context: CommandContext): void {
  mustHaveHappened(window.from, context);
  mustHaveHappened(window.until ?? window.from, context);
  if (window.until !== null && !isAfter(window.until, window.from)) throw refusal('IMPACT_ENDS_BEFORE_START');
  const other = standing(impacts).find((one) => overlap(one, window));
  if (other)
    throw refusal(
      'IMPACT_OVERLAPS',
      `“${inWords(other)}” (${other.id}) is recorded already. End or correct that (endImpact, correctImpact), or record what lies outside of it.`,
    );
}

function impactOf({ impacts }: ImpactState, impactId: string): Impact {
  const one = impacts.find(({ id }) => id === impactId);
  if (!one) throw refusal('IMPACT_NOT_FOUND');
  return one;
}

function standingOne(incident: ImpactState, impactId: string): Impact {
  const one = impactOf(incident, impactId);
  if (one.retraction) throw refusal('IMPACT_WITHDRAWN');
  return one;
}

const others = ({ impacts }: ImpactState, impactId: string): readonly Impact[] =>
  impacts.filter(({ id }) => id !== impactId);
