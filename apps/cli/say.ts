/** Something was done of which nobody could be told what they need to know; the message says it. */
export class NotShown extends Error {
  override readonly name = 'NotShown';
}

/**
 * Writes a line to standard output.
 *
 * @throws the system's error where it was not taken: EPIPE when nobody reads it any more, ENOSPC on a full disk
 */
export function say(line: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(`${line}\n`, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}
