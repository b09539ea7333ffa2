import autocannon from 'autocannon';
import type { Pair } from './figure.js';

export interface Load {
  /** `http://host:port/graphql` */
  readonly url: string;
  readonly key?: string;
  readonly connections: number;
  readonly seconds: number;
  /** The body of the next request. */
  readonly next: () => string;
}

/**
 * Requests answered per second, each connection sending the next once the last is answered.
 *
 * @throws Error when an answer has errors: what failed is no work done
 */
export async function throughput({ connections, key, next, seconds, url }: Load): Promise<number> {
  let failure: string | undefined;
  const run = autocannon({
    url,
    connections,
    duration: seconds,
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
    },
    requests: [
      {
        setupRequest: (request) => ({ ...request, body: next() }),
        onResponse: (status, body) => {
          if (status !== 200 || body.includes('"errors"')) failure ??= `${status} ${body.slice(0, 500)}`;
        },
      },
    ],
  });
  const { '2xx': answered, duration } = await run;
  if (failure !== undefined) throw new Error(`A request failed: ${failure}`);
  return answered / duration;
}

/**
 * Several rounds of each in turn, so that a machine that slows down slows both; gives what each measured. Every other
 * round is the other way around: what one leaves behind for the garbage collector, the next one pays for.
 */
export async function inTurn(
  rounds: number,
  first: () => Promise<number>,
  second: () => Promise<number>,
): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const late = round % 2 === 0 ? undefined : await second();
    const measured = await first();
    pairs.push({ first: measured, second: late ?? (await second()) });
  }
  return pairs;
}

/** How often something asynchronous completes per second with so many under way at once. */
export async function rate(
  inFlight: number,
  total: number,
  work: (index: number) => Promise<unknown>,
): Promise<number> {
  let started = 0;
  const begin = performance.now();
  const lane = async () => {
    while (started < total) await work(started++);
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  return (total / (performance.now() - begin)) * 1000;
}

/**
 * The milliseconds within which 99 of 100 requests are answered, one after the other.
 *
 * @throws Error when an answer has errors
 */
export async function slowest(
  url: string,
  key: string,
  requests: number,
  next: () => string,
): Promise<number> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
  const times: number[] = [];
  for (let request = 0; request < requests; request += 1) {
    const begin = performance.now();
    const response = await fetch(url, { method: 'POST', headers, body: next() });
    const body = await response.text();
    times.push(performance.now() - begin);
    if (!response.ok || body.includes('"errors"')) throw new Error(`A request failed: ${body.slice(0, 500)}`);
  }
  return times.sort((one, other) => one - other)[Math.ceil(requests * 0.99) - 1] ?? NaN;
}
