/** As much as is worth a system call, or a turn of the compressor. */
const CHUNK_LENGTH = 64 * 1024;

/** Lines as bytes, many at once. */
export async function* chunksOf(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array, void> {
  let waiting: string[] = [];
  let length = 0;
  for await (const line of lines) {
    waiting.push(line);
    length += line.length;
    if (length < CHUNK_LENGTH) continue;
    yield Buffer.from(waiting.join(''), 'utf8');
    waiting = [];
    length = 0;
  }
  if (length > 0) yield Buffer.from(waiting.join(''), 'utf8');
}
