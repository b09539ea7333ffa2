import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { publishedSchema } from '../support/schema.js';
import { type CatalogedEvent, eventCatalog } from './event-catalog.js';
import { formatted } from './page.js';

const introduction = `# Events

Every type of event that the log can hold, by what it is about: what it says, which command makes it, the sentence on the timeline, and its data by an example. Beside its data each event has what [the-log.md](the-log.md) lists. The examples are the golden files that must stay readable for ever.

Made from the code by \`npm run docs\`.`;

/** docs/events.md as it must be. */
export function eventsPage(): Promise<string> {
  const mutations = Object.keys(
    buildSchema(readFileSync(publishedSchema, 'utf8')).getMutationType()?.getFields() ?? {},
  );
  const sections = eventCatalog().map(
    ({ category, events }) =>
      `## \`${category}\`\n\n${events.map((event) => sectionOf(event, mutations)).join('\n\n')}`,
  );
  return formatted('docs/events.md', [introduction, ...sections].join('\n\n'));
}

function sectionOf(
  { commands, examples, means, schemaVersion, sentence, type }: CatalogedEvent,
  mutations: readonly string[],
): string {
  const madeBy = commands.map((command) => {
    const mutation = `${command.charAt(0).toLowerCase()}${command.slice(1)}`;
    return `\`${command}\`${mutations.includes(mutation) ? ` (mutation \`${mutation}\`)` : ''}`;
  });
  const [example, ...variants] = examples;
  const optional = variants.flatMap(({ data }) =>
    Object.entries(data).filter(([field]) => !Object.hasOwn(example?.data ?? {}, field)),
  );
  return [
    `### ${type}`,
    means ?? '',
    `- Version ${schemaVersion}; made by ${madeBy.join(', ')}.\n- Timeline: “${escaped(sentence)}”`,
    json(example?.data ?? {}),
    ...(optional.length === 0 ? [] : ['It may also have:', json(Object.fromEntries(optional))]),
  ].join('\n\n');
}

const json = (value: object): string => `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``;

/** Text, of which Markdown makes nothing else. */
const escaped = (text: string): string => text.replace(/[\\`*_[\]<>]/g, '\\$&');
