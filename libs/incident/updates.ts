import {
  type Actor,
  type Capability,
  type Command,
  type CommandContext,
  type Event,
  isAfter,
  whoActs,
} from '#decider';
import { type IncidentCore, type Milestones, mustNotBeOver } from './core.js';
import { type Written, reworded } from './correction.js';
import { type MissedPromisesState, lateAfter } from './open-promises.js';
import { type Audience, type RenewalState, promiseOfNext, standingPromise } from './promise.js';
import { type RolesState, holderOf } from './roles.js';
import { refusal } from './rules.js';
import { clockTime, excerpt } from './wording.js';

export type UpdateCommand =
  | Command<
      'PublishUpdate',
      {
        audience: Audience;
        body: string;
        /** When the next one comes; as the policy of the severity says, unless given. */
        nextUpdateDueAt?: string;
        /** No further one is promised. */
        last?: boolean;
        /** Why somebody else than a spokesperson publishes it. */
        overrideReason?: string;
      }
    >
  | Command<
      'CorrectUpdate',
      {
        updateId: string;
        body: string;
        /** Why somebody else than a spokesperson rewords what the public was told. */
        overrideReason?: string;
      }
    >;

export type UpdateEvent =
  /** Something was said to an audience, and when the next word comes. */
  | Event<
      'UpdatePublished',
      {
        updateId: string;
        audience: Audience;
        body: string;
        /** Absent where no further update is promised. */
        nextUpdateDueAt?: string;
        /** Present only where the rule of the spokesperson was overridden. */
        overrideReason?: string;
      }
    >
  /** An update was reworded; both wordings stay. */
  | Event<
      'UpdateCorrected',
      {
        updateId: string;
        from: string;
        to: string;
        /** Present only where the rule of the spokesperson was overridden. */
        overrideReason?: string;
      }
    >;

export interface Update extends Written {
  readonly audience: Audience;
  /** What it promised; null where it promised no further one. */
  readonly nextUpdateDueAt: string | null;
  readonly overrideReason: string | null;
  readonly publishedBy: Actor;
  readonly publishedAt: string;
  /** When the log took it. */
  readonly recordedAt: string;
}

export interface UpdatesState extends RenewalState {
  readonly updates: readonly Update[];
  /** When the next update is due, by the promises that stand; null where none does. */
  readonly nextUpdateDueAt: string | null;
}

export const updates: Capability<
  IncidentCore & RolesState & MissedPromisesState,
  UpdatesState,
  UpdateCommand,
  UpdateEvent
> = {
  initial: { updates: [], nextUpdateDueAt: null, renewal: null },
  decide: {
    PublishUpdate({ audience, body, overrideReason, ...next }, incident, context) {
      mustNotBeOver(incident);
      const override = overrideOf(audience, overrideReason, incident, context);
      const nextUpdateDueAt = promiseOfNext(next, incident, context);
      return [
        {
          type: 'UpdatePublished',
          data: {
            updateId: context.newId(),
            audience,
            body,
            ...(nextUpdateDueAt !== undefined && { nextUpdateDueAt }),
            ...override,
          },
        },
      ];
    },
    CorrectUpdate({ updateId, body, overrideReason }, incident, context) {
      const update = incident.updates.find(({ id }) => id === updateId);
      if (!update) throw refusal('UPDATE_NOT_FOUND');
      if (update.body === body) return [];
      const override = overrideOf(update.audience, overrideReason, incident, context);
      return [{ type: 'UpdateCorrected', data: { updateId, from: update.body, to: body, ...override } }];
    },
  },
  evolve: {
    UpdatePublished(incident, { updateId, audience, body, nextUpdateDueAt, overrideReason }, facts) {
      const update = {
        id: updateId,
        audience,
        body,
        nextUpdateDueAt: nextUpdateDueAt ?? null,
        overrideReason: overrideReason ?? null,
        publishedBy: whoActs(facts),
        publishedAt: facts.occurredAt,
        recordedAt: facts.recordedAt,
        corrections: [],
      };
      const updates = [...incident.updates, update];
      return {
        updates,
        nextUpdateDueAt: standingPromise(updates, incident.renewal),
        latePromises: lateAfter(incident, facts.occurredAt, updates),
        milestones: firstUpdateBy(incident, facts.occurredAt),
      };
    },
    UpdateCorrected: ({ updates }, { updateId, to }, facts) => ({
      updates: reworded(updates, updateId, to, facts),
    }),
  },
  describe: {
    UpdatePublished: ({ audience, body, nextUpdateDueAt, overrideReason }) =>
      [
        `${wording[audience]}: ${excerpt(body)}`,
        nextUpdateDueAt === undefined
          ? 'no further update promised'
          : `next update due ${clockTime(nextUpdateDueAt)}`,
        ...(overrideReason === undefined ? [] : [`published by override: ${excerpt(overrideReason)}`]),
      ].join(' · '),
    UpdateCorrected: ({ from, to, overrideReason }) =>
      [
        `Update corrected to “${excerpt(to)}”; it read “${excerpt(from)}”`,
        ...(overrideReason === undefined ? [] : [`corrected by override: ${excerpt(overrideReason)}`]),
      ].join(' · '),
  },
};

/** The first update is the one that was published first, also where it was entered after others. */
function firstUpdateBy({ milestones }: IncidentCore, at: string): Milestones {
  const first = milestones.FIRST_UPDATE?.[0];
  return first === undefined || isAfter(first, at)
    ? Object.assign({}, milestones, { FIRST_UPDATE: [at] })
    : milestones;
}

const wording: Readonly<Record<Audience, string>> = {
  INTERNAL: 'Internal update',
  STAKEHOLDERS: 'Update for stakeholders',
  PUBLIC: 'Public update',
};

/** What is recorded of an override: why who acts tells an audience something, though it is not for them to do so. */
function overrideOf(
  audience: Audience,
  overrideReason: string | undefined,
  incident: RolesState,
  context: CommandContext,
): { readonly overrideReason?: string } {
  if (audience !== 'PUBLIC' || maySpeakInPublic(incident, context)) return {};
  if (overrideReason === undefined) throw refusal('NOT_SPOKESPERSON');
  return { overrideReason };
}

/**
 * Whether who acts may speak for the organization: the Business Lead or the Commander, or a tool that names nobody,
 * for as long as somebody holds one of these roles for whom it can speak.
 */
function maySpeakInPublic(incident: RolesState, context: CommandContext): boolean {
  const spokespersons = [holderOf(incident, 'BUSINESS_LEAD'), holderOf(incident, 'INCIDENT_COMMANDER')];
  const speaker = whoActs(context);
  return speaker.kind === 'USER'
    ? spokespersons.includes(speaker.id)
    : spokespersons.some((person) => person !== undefined);
}
