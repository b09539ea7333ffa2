import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Viewer } from '#incident';
import type { Condition } from './condition.js';

/** What somebody may see. */
export interface Sight extends Viewer {
  /** The numbers of incidents that they may not see in any case. */
  readonly except?: readonly number[];
}

/**
 * The conditions under which a row of an incident is there for a viewer: `maySee` of the domain, in SQL.
 *
 * @param open   whether it is open to the organization
 * @param number the incident's
 */
export const visibleTo = (
  { except = [], principal, restricted }: Sight,
  open: RawBuilder<SqlBool>,
  number: RawBuilder<number>,
): readonly Condition[] => [
  ...(restricted
    ? []
    : [
        sql<SqlBool>`(${open} OR EXISTS (
          SELECT 1 FROM incident_members AS members
          WHERE members.member = ${principal} AND members.number = ${number}))`,
      ]),
  ...(except.length === 0
    ? []
    : [sql<SqlBool>`${number} NOT IN (SELECT value FROM json_each(${JSON.stringify(except)}))`]),
];
