import type { Capability, Command, Event } from '#decider';
import type { IncidentCore } from './core.js';
import { type PostmortemDutyEvent, dutyOnChange } from './postmortem-duty.js';
import type { PostmortemState } from './postmortem-state.js';
import { refusal } from './rules.js';
import { excerpt, withReason } from './wording.js';

/** What an incident says of itself that may turn out otherwise. Services are slugs; lists name each thing once. */
type Details = Pick<IncidentCore, 'title' | 'summary' | 'services' | 'tags' | 'security' | 'drill'>;
type DetailName = keyof Details;

/** Of each detail that changed, how it read before and how it reads now. */
type Changes = { readonly [Name in DetailName]?: { from: Details[Name]; to: Details[Name] } };

/** `reason` may be left out unless it becomes a drill or no longer is one, which moves every number. */
export type DetailsCommand = Command<'ChangeDetails', Partial<Details> & { readonly reason?: string }>;
/** Something else is said of the incident than before: its title, summary, services or the like. */
export type DetailsEvent = Event<'DetailsChanged', Changes & { readonly reason?: string }>;

export const details: Capability<
  IncidentCore & PostmortemState,
  object,
  DetailsCommand,
  DetailsEvent,
  PostmortemDutyEvent
> = {
  initial: {},
  decide: {
    // What proves wrong in what an incident says of itself is corrected in every status.
    ChangeDetails({ reason, ...wanted }, incident, context) {
      const changes: Changes = {
        ...change('title', wanted.title, incident),
        ...change('summary', wanted.summary, incident),
        ...change('services', wanted.services && unique(wanted.services), incident),
        ...change('tags', wanted.tags && unique(wanted.tags), incident),
        ...change('security', wanted.security, incident),
        ...change('drill', wanted.drill, incident),
      };
      if (Object.keys(changes).length === 0) return [];
      if (changes.drill && reason === undefined) throw refusal('DRILL_WITHOUT_REASON');
      return [
        { type: 'DetailsChanged', data: { ...changes, ...(reason !== undefined && { reason }) } },
        ...dutyOnChange(incident, changes.drill ? { drill: changes.drill.to } : {}, context),
      ];
    },
  },
  evolve: {
    DetailsChanged: (_, { title, summary, services, tags, security, drill }) => ({
      ...(title && { title: title.to }),
      ...(summary && { summary: summary.to }),
      ...(services && { services: services.to }),
      ...(tags && { tags: tags.to }),
      ...(security && { security: security.to }),
      ...(drill && { drill: drill.to }),
    }),
  },
  describe: {
    DetailsChanged: ({ title, summary, services, tags, security, drill, reason }) =>
      withReason(
        [
          ...(title ? [`Title changed to “${title.to}”; it read “${title.from}”`] : []),
          ...(summary ? [summaryChanged(summary)] : []),
          ...(services ? [`Services changed from ${listed(services.from)} to ${listed(services.to)}`] : []),
          ...(tags ? [`Tags changed from ${listed(tags.from)} to ${listed(tags.to)}`] : []),
          ...(security ? [security.to ? 'It is a matter of security' : 'It is no matter of security'] : []),
          ...(drill ? [drill.to ? 'It is a drill' : 'It is no drill'] : []),
        ].join(' · '),
        reason,
      ),
  },
};

function change<Name extends DetailName>(
  name: Name,
  to: Details[Name] | undefined,
  incident: IncidentCore,
): Changes {
  const from: Details[Name] = incident[name];
  return to === undefined || isSame(from, to) ? {} : { [name]: { from, to } };
}

/** Lists are the same where they name the same things, in whatever order. */
const isSame = (one: Details[DetailName], other: Details[DetailName]): boolean =>
  typeof one === 'object' && typeof other === 'object'
    ? one.length === other.length && one.every((item) => other.includes(item))
    : one === other;

/** Each thing once, in the order in which they come first. */
export const unique = (items: readonly string[]): readonly string[] => [...new Set(items)];

const listed = (items: readonly string[]): string => (items.length === 0 ? 'none' : items.join(', '));

const summaryChanged = ({ from, to }: { from: string; to: string }): string =>
  [
    to === '' ? 'Summary removed' : `Summary changed to “${excerpt(to)}”`,
    ...(from === '' ? [] : [`it read “${excerpt(from)}”`]),
  ].join('; ');
