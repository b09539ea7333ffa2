import { setTimeout as sleep } from 'node:timers/promises';

/** Asks until the answer is as it must come to be, for ten seconds at most, and gives the last answer. */
export async function eventually<Answer>(
  ask: () => Promise<Answer>,
  isRight: (answer: Answer) => boolean,
): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    const answer = await ask();
    if (isRight(answer) || tries === 200) return answer;
    await sleep(50);
  }
}
