import { whoActs } from '#decider';
import { type PostmortemEntry, type Viewer, postmortemTimelineKinds } from '#incident';
import { type IncidentDocument, LONGEST_PAGE, type TimelineEntry, type Views } from '#views';
import { timelineOf } from './shown-timeline.js';

/** How many entries a postmortem shows. */
const SHOWN = 500;

/** The beginning of the timeline of an incident that the viewer may see, as its postmortem tells it to them. */
export function timelineForPostmortem(views: Views, incident: IncidentDocument, viewer: Viewer) {
  return views.snapshot(() => {
    const timeline: PostmortemEntry[] = [];
    let after: string | null = null;
    do {
      const page = views.timeline.page(
        { ...timelineOf(incident), kinds: postmortemTimelineKinds, page: { first: LONGEST_PAGE, after } },
        viewer,
      );
      timeline.push(...page.edges.map(({ node }) => entryOf(node)));
      if (timeline.length >= SHOWN) return { timeline, omitted: page.totalCount - timeline.length };
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    return { timeline, omitted: 0 };
  }).value;
}

const entryOf = ({ actor, occurredAt, onBehalfOf, text }: TimelineEntry): PostmortemEntry => ({
  occurredAt,
  text,
  by: whoActs({ actor, ...(onBehalfOf && { onBehalfOf }) }).name,
});
