import type { Played } from './play.js';
import type { Script } from './step.js';
import type { Story } from './story.js';
import { durationOf, inWords } from './wording.js';

/** The story as text for a terminal of this width. */
export function report(script: Script, played: Played, story: Story, columns = 100): string {
  const { incident, metrics, timeline } = story;
  return [
    script.title,
    ...script.sources.map((source) => `  ${source}`),
    '',
    `${incident.reference}  ${incident.title}`,
    `${incident.severity}, ${incident.status.toLowerCase()}. ${summaryOf(played)}`,
    '',
    'What happened (UTC)',
    ...timelineOf(timeline, columns),
    '',
    'The numbers of these days',
    ...numbersOf(metrics, columns),
  ].join('\n');
}

function summaryOf({ recorded, steps }: Played): string {
  if (recorded === 0) return `All ${steps} steps had been played before: nothing was recorded.`;
  if (recorded === steps) return `All ${steps} steps were recorded.`;
  return `${recorded} of ${steps} steps were recorded; the others had been before.`;
}

function timelineOf(timeline: Story['timeline'], columns: number): string[] {
  const indent = ' '.repeat(14);
  let day = '';
  return timeline.flatMap(({ occurredAt, text }) => {
    const [date = '', time = ''] = occurredAt.split('T');
    const heading = date === day ? [] : [`  ${date}`];
    day = date;
    const [first = '', ...rest] = wrapped(text, columns - indent.length);
    return [...heading, `    ${time.slice(0, 8)}  ${first}`, ...rest.map((line) => indent + line)];
  });
}

function numbersOf(metrics: Story['metrics'], columns: number): string[] {
  return Object.entries(metrics).flatMap(([name, { count, definition, meanSeconds }]) => {
    const number = `  ${inWords(name).padEnd(22)}${durationOf(meanSeconds).padStart(12)} (${count})  `;
    const [first = '', ...rest] = wrapped(definition, columns - number.length);
    return [number + first, ...rest.map((line) => ' '.repeat(number.length) + line)];
  });
}

/** The text in lines of at most this width, as far as its words allow. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
