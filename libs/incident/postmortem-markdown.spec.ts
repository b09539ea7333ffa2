import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { type Node, Parser } from 'commonmark';
import fc from 'fast-check';
import { whoActs } from '#decider';
import { type Story, amina, bela, minute, newIdAfter } from '#decider/testing';
import { incidents } from './incident.js';
import { postmortemMarkdown, postmortemTimelineKinds } from './postmortem-markdown.js';
import { aDeclaredIncident, after, continued, mitigate, resolve, stateAfter } from './testing/situations.js';

function markdownOf(story: Story, omitted = 0): string {
  const incident = stateAfter(story);
  if (!incident) throw new Error('There is no incident');
  const timeline = story
    .filter(({ event }) => postmortemTimelineKinds.includes(event.type))
    .map((happened) => ({
      occurredAt: happened.facts.occurredAt,
      text: incidents.describe(happened),
      by: whoActs(happened.facts).name,
    }));
  return postmortemMarkdown({ incident, reference: 'INC-7', timeline, omitted });
}

const titles = ['Summary', 'Impact', 'Root Cause', 'Resolution', 'Timeline', 'Action Items', 'Lessons'];

/** Every node of a kind in a document, as a parser of CommonMark finds them, wherever they are. */
function nodesIn(markdown: string): Node[] {
  const nodes: Node[] = [];
  const walker = new Parser().parse(markdown).walker();
  for (let step = walker.next(); step; step = walker.next()) if (step.entering) nodes.push(step.node);
  return nodes;
}

function textOf(node: Node): string {
  let text = '';
  const walker = node.walker();
  for (let step = walker.next(); step; step = walker.next())
    if (step.entering) text += step.node.literal ?? '';
  return text;
}

const headingsIn = (markdown: string): [number, string][] =>
  nodesIn(markdown)
    .filter(({ type }) => type === 'heading')
    .map((node) => [node.level, textOf(node)]);

const add = (title: string, data: object = {}) =>
  ({ type: 'AddFollowUp', data: { title, kind: 'SHORT_TERM', ...data } }) as const;

describe('the Markdown of a postmortem', () => {
  it('has the sections, the timeline and the action items, as in the golden file', () => {
    const begun = after(aDeclaredIncident, {
      type: 'RecordNote',
      data: { kind: 'OBSERVATION', body: 'The pool is empty:\n# of connections is 0' },
    });
    const worked = after(continued(begun, mitigate, { by: bela }), resolve);
    const written = after(
      worked,
      {
        type: 'DraftPostmortem',
        data: {
          sections: {
            SUMMARY: 'Card payments failed in the EU for 40 minutes.',
            IMPACT: '| country | failed |\n| --- | --- |\n| NO | 31 % |\n| SE | 28 % |',
            ROOT_CAUSE:
              'Release *8f3c1d* leaked connections:\n\n1. It opened one for each payment:\n   ```js\n   # no comment in JavaScript\n   await pool.connect();\n   ```\n2. It closed none.',
            RESOLUTION: '# Rolled back\n\nSee <https://deploys.example.com>.',
          },
        },
      },
      add('Watch the pool', {
        owner: amina.id,
        dueAt: minute(10_080),
        ticketUrl: 'https://t.example.com/PAY-1',
      }),
      add('Close *every* connection_pool', { owner: bela.id, kind: 'TECH_DEBT' }),
      add('Rewrite [it] in Rust'),
    );
    const [second, third] = [1, 2].map((at) => stateAfter(written)?.followUps[at]?.id ?? '');
    const ended = after(
      written,
      { type: 'CompleteFollowUp', data: { followUpId: second ?? '' } },
      { type: 'DropFollowUp', data: { followUpId: third ?? '', reason: 'Too costly' } },
      { type: 'PublishPostmortem', data: {} },
    );
    const golden = new URL('../../../libs/incident/testing/postmortem.golden', import.meta.url);
    expect(markdownOf(ended, 3)).toBe(readFileSync(golden, 'utf8'));
  });

  it('says of what there is not that it is not there yet', () => {
    const markdown = markdownOf(aDeclaredIncident);
    expect(headingsIn(markdown).map(([, title]) => title)).toEqual([
      'Postmortem of INC-7: Checkout fails in EU',
      ...titles,
    ]);
    expect(markdown.match(/_Not written yet\._/g)).toHaveLength(5);
    expect(markdown).toContain('## Action Items\n\n_None._');
    expect(markdown).toContain('Postmortem: draft');
  });

  it('leaves ticking off checklists to the timeline of the incident', () => {
    const triage = { type: 'AttachChecklist', data: { name: 'Triage', items: ['Name a lead'] } } as const;
    expect(markdownOf(after(aDeclaredIncident, triage))).not.toContain('Triage');
  });

  it('keeps code as it was written, wherever it stands', () => {
    const code = 'if (a < b) <div>\n# not a heading\n[x]: y';
    const body = `Before\n\n- in a list\n  ~~~~html\n${code.replace(/^/gm, '  ')}\n  ~~~~\nafter`;
    const draft = { type: 'DraftPostmortem', data: { sections: { IMPACT: body } } } as const;
    const blocks = nodesIn(markdownOf(after(aDeclaredIncident, draft))).filter(
      ({ type }) => type === 'code_block',
    );
    expect(blocks.map(({ literal }) => literal)).toEqual([`${code}\n`]);
  });

  it.each([
    [
      'code within a line',
      'The `<div class="x">` and ``<b> ` <i>`` stayed',
      'The <div class="x"> and <b> ` <i> stayed',
    ],
    ['what is escaped already', String.raw`\<b> and \\<b>`, String.raw`<b> and \<b>`],
    ['HTML beside code', 'A <b> `x` </b>', 'A <b> x </b>'],
    ['HTML after code that is left open', 'A ` and\n`<b>` too', 'A and<b>` too'],
  ])('shows %s as it was typed', (_, body, shown) => {
    const draft = { type: 'DraftPostmortem', data: { sections: { IMPACT: body } } } as const;
    const paragraphs = nodesIn(markdownOf(after(aDeclaredIncident, draft))).filter(
      ({ type }) => type === 'paragraph',
    );
    expect(paragraphs.map(textOf)).toContain(shown);
  });

  const nasty = fc.constantFrom(
    ...[
      '# Timeline',
      '## Action Items',
      '#',
      '===',
      '---',
      '-',
      '```',
      '~~~',
      '````js',
      '```x`',
      '`<b>`',
      '\\<b>',
      '`<i> \n <b>`',
      '<!--',
      '-->',
    ],
    ...[
      '<script>',
      '</details>',
      '<?',
      '<![CDATA[',
      '[ ]: /x',
      '[Summary]: javascript:x',
      '[x',
      ']: <y> "',
      '>',
    ],
    ...[
      '- ',
      '1. ',
      '> ',
      '* * *',
      '    ',
      '   ',
      '  ',
      '\t',
      ' ',
      '\n',
      '\n',
      '\n\n',
      '\r',
      '\r\n',
      '\0',
      '\f',
    ],
    ...['\u2028', '\\', '`', '"', 'text', '&lt;', '|', '*', '_', '***', '~~'],
  );
  const typed = fc.oneof(
    { weight: 5, arbitrary: fc.array(nasty, { minLength: 1, maxLength: 14 }).map((parts) => parts.join('')) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1 }) },
  );

  it('has the same structure whatever people write', () => {
    fc.assert(
      fc.property(typed, typed, typed, typed, typed, (one, other, title, reason, note) => {
        const story = after(
          aDeclaredIncident,
          { type: 'DraftPostmortem', data: { sections: { SUMMARY: one, ROOT_CAUSE: other, LESSONS: one } } },
          { type: 'RecordNote', data: { kind: 'ACTION', body: note } },
          add(title, { owner: reason, ticketUrl: `https://example.com/${other}` }),
          add(title),
        );
        const dropped = stateAfter(story)?.followUps[1]?.id ?? newIdAfter(0);
        const markdown = markdownOf(
          after(story, { type: 'DropFollowUp', data: { followUpId: dropped, reason } }),
        );
        expect(headingsIn(markdown)).toEqual([
          [1, 'Postmortem of INC-7: Checkout fails in EU'],
          ...titles.map((heading) => [2, heading]),
        ]);
        expect(nodesIn(markdown).filter(({ type }) => type.startsWith('html'))).toEqual([]);
        const defined = nodesIn(markdown).map(({ destination }) => destination);
        expect(['/x', 'javascript:x', 'y'].filter((address) => defined.includes(address))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('has each line of text as it was typed', () => {
    const line = fc.string({ unit: 'grapheme-ascii', minLength: 1 }).filter((text) => text.trim() !== '');
    fc.assert(
      fc.property(line, (title) => {
        const markdown = markdownOf(after(aDeclaredIncident, add(title)));
        const items = nodesIn(markdown).filter(({ type }) => type === 'item');
        expect(items.map(textOf).at(-1)).toBe(
          `[ ] ${title.replace(/\s+/g, ' ').trim()} (nobody yet, short term)`,
        );
      }),
    );
  });
});
