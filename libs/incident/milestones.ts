import { type Actor, type Capability, type Command, type Event, mustHaveHappened, whoActs } from '#decider';
import type { IncidentCore, Milestone } from './core.js';
import type { ImpactState } from './impact.js';
import { impactStart } from './impact-window.js';
import { refusal } from './rules.js';
import { clockTime, excerpt } from './wording.js';

export type MilestoneCommand = Command<
  'CorrectMilestone',
  {
    readonly milestone: Milestone;
    /** Which of the times that it was reached, from 1 on; the last, unless given. */
    readonly occurrence?: number;
    /** When it was reached in truth. */
    readonly at: string;
    readonly reason: string;
  }
>;

/** A milestone was reached at another time than was said; both times stay. */
export type MilestoneEvent = Event<
  'MilestoneCorrected',
  {
    readonly milestone: Milestone;
    /** From 1 on. */
    readonly occurrence: number;
    readonly from: string;
    readonly to: string;
    readonly reason: string;
  }
>;

/** A time that was replaced by a better one. */
export interface MilestoneCorrection {
  readonly milestone: Milestone;
  readonly occurrence: number;
  readonly previousAt: string;
  readonly correctedAt: string;
  readonly correctedBy: Actor;
  readonly reason: string;
}

export interface MilestonesState {
  /** In the order in which they were made. */
  readonly milestoneCorrections: readonly MilestoneCorrection[];
}

/** When an incident was declared. */
export interface DeclarationTimes {
  /** As corrected last. */
  readonly at: string;
  /** As the declaration said. */
  readonly firstSaid: string;
}

/** When it was declared, as is known now and as was said first. */
export function declarationTimes({
  milestoneCorrections,
  milestones,
}: Pick<IncidentCore, 'milestones'> & MilestonesState): DeclarationTimes {
  const at = milestones.DECLARED?.at(0);
  if (at === undefined) throw new Error('An incident begins with its declaration');
  return { at, firstSaid: correctedDeclaration(milestoneCorrections) ?? at };
}

/** When an incident was first said to be declared, where that was corrected since. */
export const correctedDeclaration = (corrections: readonly MilestoneCorrection[]): string | undefined =>
  corrections.find(({ milestone }) => milestone === 'DECLARED')?.previousAt;

/** Puts right when something happened, in every status. The numbers take the corrected time; the other stays known. */
export const milestoneCorrection: Capability<
  IncidentCore & ImpactState,
  MilestonesState,
  MilestoneCommand,
  MilestoneEvent
> = {
  initial: { milestoneCorrections: [] },
  decide: {
    CorrectMilestone({ milestone, occurrence, at, reason }, incident, context) {
      mustHaveHappened(at, context);
      const times = incident.milestones[milestone] ?? [];
      const which = occurrence ?? times.length;
      const from = times[which - 1];
      if (from === undefined) throw refusal('MILESTONE_NOT_REACHED');
      if (from === at) return [];
      mustNotFollowImpact(milestone, at, incident);
      return [{ type: 'MilestoneCorrected', data: { milestone, occurrence: which, from, to: at, reason } }];
    },
  },
  evolve: {
    MilestoneCorrected: (incident, { milestone, occurrence, from, to, reason }, facts) => ({
      milestones: {
        ...incident.milestones,
        [milestone]: (incident.milestones[milestone] ?? []).map((time, index) =>
          index === occurrence - 1 ? to : time,
        ),
      },
      milestoneCorrections: [
        ...incident.milestoneCorrections,
        {
          milestone,
          occurrence,
          previousAt: from,
          correctedAt: facts.occurredAt,
          correctedBy: whoActs(facts),
          reason,
        },
      ],
      ...(milestone === 'IMPACT_STARTED' && { impactStartedAt: to }),
    }),
  },
  describe: {
    MilestoneCorrected: ({ milestone, occurrence, from, to, reason }) =>
      `Time of the ${titles[milestone]}${occurrence === 1 ? '' : ` (${occurrence})`} corrected from ${clockTime(from, to)} to ${clockTime(to, from)}: ${excerpt(reason)}`,
  },
};

const titles: Readonly<Record<Milestone, string>> = {
  IMPACT_STARTED: 'start of the impact',
  DETECTED: 'detection',
  DECLARED: 'declaration',
  ACKNOWLEDGED: 'acknowledgement',
  FIRST_UPDATE: 'first update',
  IDENTIFIED: 'identification of the cause',
  MITIGATED: 'mitigation',
  RESOLVED: 'resolve',
  CLOSED: 'close',
  IMPACT_ENDED: 'end of the impact',
  POSTMORTEM_PUBLISHED: 'publication of the postmortem',
};

/** What the windows of the impact say is corrected in them. That it began before all of them is said here. */
function mustNotFollowImpact(milestone: Milestone, at: string, { impacts }: ImpactState): void {
  const follows =
    milestone === 'IMPACT_ENDED' || (milestone === 'IMPACT_STARTED' && impactStart(impacts, at) !== at);
  if (follows) throw refusal('MILESTONE_OF_IMPACT');
}
