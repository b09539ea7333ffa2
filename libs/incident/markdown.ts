/**
 * Text of people, brought into a Markdown document (https://spec.commonmark.org/0.31.2/) whose structure it must not
 * break. What cannot be told for sure without a whole parser is escaped rather than trusted.
 */

/** A text as one line, every character of which stands for itself. */
export const inline = (text: string): string =>
  text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .replace(/[\\`*[\]<>~|&]/g, '\\$&')
    // Within words these are no markup, and paths and identifiers stay readable.
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|(?<!\S)#|#(?!\S)/gu, '\\$&');

const containers = String.raw`(?:[ \t]*(?:>|[-+*]|\d{1,9}[.)]))*[ \t]*`;
const heading = new RegExp(String.raw`^(${containers})(#{1,6})(?=[ \t]|$)`);
const underline = /^([ \t>]*)(=+|-+)(?=[ \t]*$)/;
const code = /(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g;
/** What begins a tag, or is escaped already. */
const tag = /\\[\\<]|<(?=[A-Za-z/!?])/g;
const codeOrTag = new RegExp(`${code.source}|${tag.source}`, 'g');
const definition = /\]:/g;
const fence = /^([ \t]*)(`{3,}(?!.*`)|~{3,})(.*)$/;

/**
 * A text that may be Markdown of its own: lists, tables, emphasis, links and fenced code work. Headings, HTML and
 * definitions of links, which reach beyond the text, show as they were typed. Fenced code always begins at the margin,
 * where it can be nothing else, and always ends. Tags in code within a line stay as they are where it surely is code;
 * elsewhere, and in indented code, what is escaped may show.
 */
export function block(text: string): string {
  const lines: string[] = [];
  let astray = false;
  let open: { readonly indent: number; readonly mark: string } | undefined;
  for (const typed of linesOf(text)) {
    if (open) {
      const line = typed.replace(new RegExp(`^[ \\t]{0,${String(open.indent)}}`), '');
      lines.push(line);
      if (closes(line, open.mark)) open = undefined;
      continue;
    }
    const [, indent, mark, info] = fence.exec(typed) ?? [];
    if (indent !== undefined && mark !== undefined && info !== undefined) {
      open = { indent: indent.length, mark };
      lines.push(mark + info);
    } else {
      // What is not closed on its line may be closed by any that follows in the paragraph.
      astray = typed.trim() !== '' && (astray || !closesItsCode(typed));
      lines.push(harmless(typed, astray));
    }
  }
  if (open) lines.push(open.mark);
  return lines.join('\n').trimEnd();
}

const linesOf = (text: string): readonly string[] =>
  text
    // Parsers differ in what they make of Unicode's own line ends.
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, ' ')
    .replace(/^\s*\n/, '')
    .split('\n');

const closes = (line: string, mark: string): boolean => {
  const [, closing = ''] = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line) ?? [];
  return closing.startsWith(mark);
};

const harmless = (line: string, astray: boolean): string =>
  line
    .replace(heading, '$1\\$2')
    .replace(underline, '$1\\$2')
    .replace(astray ? tag : codeOrTag, (found) => (found === '<' ? '&lt;' : found))
    .replace(definition, ']\\:');

/** Whether all code in a line surely begins and ends on it, though a table may cut it at a bar. */
const closesItsCode = (line: string): boolean =>
  !/\\`|\|/.test(line) && !line.replace(code, '').includes('`');
