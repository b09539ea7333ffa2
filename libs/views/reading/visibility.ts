import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Viewer } from '#incident';
import type { Condition } from './condition.js';

/**
 * The conditions under which a row of an incident is there for a viewer: `maySee` of the domain, in SQL.
 *
 * @param open   whether it is open to the organization
 * @param number the incident's
 */
export const visibleTo = (
  { principal, restricted }: Viewer,
  open: RawBuilder<SqlBool>,
  number: RawBuilder<number>,
): readonly Condition[] =>
  restricted
    ? []
    : [
        sql<SqlBool>`(${open} OR EXISTS (
          SELECT 1 FROM incident_members AS members
          WHERE members.member = ${principal} AND members.number = ${number}))`,
      ];
