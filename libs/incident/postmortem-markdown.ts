import type { FollowUp } from './follow-ups.js';
import { type Incident, incidents } from './incident.js';
import { block, inline } from './markdown.js';
import { type PostmortemSection, sectionTitles } from './postmortem-state.js';
import { clockTime } from './wording.js';

/** What of the timeline is not told in a postmortem: how it came to be, what stands in it elsewhere, and ticks. */
const beside = /^(?:Checklist|FollowUp|Postmortem|Recurrence)/;

/** The types of event that the timeline of a postmortem has. */
export const postmortemTimelineKinds: readonly string[] = incidents.eventTypes.filter(
  (type) => !beside.test(type),
);

/** What happened, as the timeline of the incident has it. */
export interface PostmortemEntry {
  readonly occurredAt: string;
  readonly text: string;
  /** Who stood behind it. */
  readonly by: string;
}

export interface PostmortemSource {
  readonly incident: Incident;
  /** `INC-42`. */
  readonly reference: string;
  /** In the order in which it happened, of `postmortemTimelineKinds`. */
  readonly timeline: readonly PostmortemEntry[];
  /** How many more entries there are than those. */
  readonly omitted: number;
}

/**
 * The postmortem as a document in CommonMark, with task lists as GitHub has them. Times are in UTC. Nothing that
 * people wrote adds a heading to it or hides what follows.
 */
export function postmortemMarkdown({ incident, reference, timeline, omitted }: PostmortemSource): string {
  const section = (name: PostmortemSection) => [
    sectionTitles[name],
    block(incident.postmortem.sections[name]?.body ?? '_Not written yet._'),
  ];
  const sections = [
    section('SUMMARY'),
    section('IMPACT'),
    section('ROOT_CAUSE'),
    section('RESOLUTION'),
    ['Timeline', bullets([...timeline.map(entryLine), ...omittedLine(omitted)])],
    ['Action Items', bullets(incident.followUps.map(actionLine))],
    section('LESSONS'),
  ];
  return (
    [
      `# Postmortem of ${reference}: ${inline(incident.title)}`,
      bullets(facts(incident)),
      ...sections.flatMap(([title, body]) => [`## ${title}`, body]),
      '',
    ]
      .join('\n\n')
      .trimEnd() + '\n'
  );
}

const bullets = (lines: readonly string[]): string =>
  lines.length === 0 ? '_None._' : lines.map((line) => `- ${line}`).join('\n');

function facts(incident: Incident): readonly string[] {
  const { DETECTED: detected, RESOLVED: resolved } = incident.milestones;
  const [first, last] = [detected?.at(0), resolved?.at(-1)];
  return [
    `Severity: ${incident.severity}`,
    ...(incident.services.length === 0 ? [] : [`Services: ${incident.services.map(inline).join(', ')}`]),
    ...(first === undefined ? [] : [`Detected: ${clockTime(first)}`]),
    ...(last === undefined ? [] : [`Resolved: ${clockTime(last)}`]),
    `Postmortem: ${progress(incident)}`,
  ];
}

function progress({ postmortem: { publishedAt, revised, waiver } }: Incident): string {
  if (publishedAt !== null)
    return `published ${clockTime(publishedAt)}${revised ? ', and revised since' : ''}`;
  return waiver ? `waived: ${inline(waiver.reason)}` : 'draft';
}

const entryLine = ({ occurredAt, text, by }: PostmortemEntry): string =>
  `${clockTime(occurredAt)}: ${inline(text)} (${inline(by)})`;

const omittedLine = (omitted: number): readonly string[] =>
  omitted === 0 ? [] : [`… and ${String(omitted)} more on the timeline of the incident`];

function actionLine({ dropReason, dueAt, kind, owner, status, ticketUrl, title }: FollowUp): string {
  const about = [
    inline(owner ?? 'nobody yet'),
    kind.toLowerCase().replace('_', ' '),
    ...(dueAt === null ? [] : [`due ${clockTime(dueAt)}`]),
    ...(ticketUrl === null ? [] : [`[ticket](<${encoded(ticketUrl)}>)`]),
  ].join(', ');
  if (status === 'DROPPED') return `~~${inline(title)}~~ (${about}), dropped: ${inline(dropReason ?? '')}`;
  return `[${status === 'COMPLETED' ? 'x' : ' '}] ${inline(title)} (${about})`;
}

/** An address that stays within its angle brackets. */
const encoded = (url: string): string =>
  url.replace(/[<>\\\s\p{Cc}]/gu, (character) => encodeURIComponent(character));
