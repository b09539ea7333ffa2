import type { Audience } from '#incident';

export const levels = ['HIGH', 'LOW'] as const;
export type Level = (typeof levels)[number];

export const channels = ['EMAIL', 'CHAT', 'SMS', 'STATUS_PAGE', 'SOCIAL', 'EMBEDDED_STATUS'] as const;
/** A way in which updates reach people. */
export type Channel = (typeof channels)[number];

export const quadrants = ['MANAGE_CLOSELY', 'KEEP_SATISFIED', 'KEEP_INFORMED', 'MONITOR'] as const;
/** How to deal with a stakeholder, by Mendelow's matrix of power and interest. */
export type Quadrant = (typeof quadrants)[number];

const matrix: Readonly<Record<Level, Readonly<Record<Level, Quadrant>>>> = {
  HIGH: { HIGH: 'MANAGE_CLOSELY', LOW: 'KEEP_SATISFIED' },
  LOW: { HIGH: 'KEEP_INFORMED', LOW: 'MONITOR' },
};

interface Standing {
  /** How much they can do to the organization. */
  readonly power: Level;
  /** How much an incident is to them. */
  readonly interest: Level;
}

export const quadrantOf = ({ interest, power }: Standing): Quadrant => matrix[power][interest];

/** Which updates reach a stakeholder, and how. */
export interface Reach {
  readonly audience: Audience;
  readonly channels: readonly Channel[];
}

/**
 * What holds for a quadrant unless a stakeholder has channels of their own: those with power are told in person,
 * before the public; the others read what everybody can read, those with interest where they look anyway.
 */
const reachByDefault: Readonly<Record<Quadrant, Reach>> = {
  MANAGE_CLOSELY: { audience: 'STAKEHOLDERS', channels: ['SMS', 'CHAT', 'EMAIL'] },
  KEEP_SATISFIED: { audience: 'STAKEHOLDERS', channels: ['EMAIL'] },
  KEEP_INFORMED: { audience: 'PUBLIC', channels: ['STATUS_PAGE', 'EMBEDDED_STATUS', 'EMAIL'] },
  MONITOR: { audience: 'PUBLIC', channels: ['STATUS_PAGE', 'SOCIAL'] },
};

/** Which updates reach a stakeholder by default, and how: by their own channels, else by those of their quadrant. */
export function reachOf(stakeholder: Standing & { readonly channels: readonly Channel[] }): Reach {
  const reach = reachByDefault[quadrantOf(stakeholder)];
  return stakeholder.channels.length === 0 ? reach : { ...reach, channels: stakeholder.channels };
}
