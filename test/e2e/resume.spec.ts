import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask } from '../support/client.js';
import { declare, headOf } from '../support/commands.js';
import { type HostedService, hostService } from '../support/hosted.js';
import { type Message, type Socket, connectedSocket, subscribeOn } from '../support/socket.js';

const total = 5000;
const perRequest = 50;
const incidents = total / perRequest;
const text = 'What was seen. '.repeat(100);

const subscriptions = {
  log: 'subscription ($after: Position) { event: log(after: $after, filter: { types: ["NoteRecorded"] }) { position data } }',
  incidents: 'subscription ($after: Position) { event: incidents(after: $after) { position } }',
};

let service: HostedService;
/** What is subscribed to comes after it. */
let start: string;
let slow: Socket;

/** Records the notes, fifty to an incident in one request, eight requests at a time. */
async function write(): Promise<void> {
  const requests = Array.from({ length: incidents }, (_, index) => {
    const notes = Array.from({ length: perRequest }, (_, note) => {
      const input = `incidentId: "INC-${index + 1}", kind: ACTION, body: "${note} ${text}"`;
      return `n${note}: recordNote(input: { ${input} }) { position }`;
    });
    return `mutation { ${notes.join(' ')} }`;
  });
  const writer = async () => {
    for (let request = requests.pop(); request !== undefined; request = requests.pop())
      await ask(service.url, request);
  };
  await Promise.all(Array.from({ length: 8 }, writer));
}

function positionIn({ payload, type }: Message): string {
  if (type !== 'next') throw new Error(`Not an event: ${type} ${JSON.stringify(payload)}`);
  // Nothing but events is asked for.
  return (payload as { data: { event: { position: string } } }).data.event.position;
}

/** Follows a subscription over connections that are cut at random moments, until it has seen so many events. */
async function followThroughCuts(query: string, count: number) {
  const seen: string[] = [];
  let connections = 0;
  while (seen.length < count) {
    connections += 1;
    const socket = await connectedSocket(service.url);
    subscribeOn(socket, query, { after: seen.at(-1) ?? start });
    // The first is waited for, so that it gets on however slow the machine is.
    seen.push(positionIn(await socket.next()));
    void sleep(Math.random() * 100).then(() => {
      socket.socket.terminate();
    });
    while (seen.length < count) {
      const message = await socket.next().catch(() => undefined);
      if (!message) break;
      seen.push(positionIn(message));
    }
    socket.socket.terminate();
  }
  return { connections, seen };
}

/** The positions of the notes as the log has them. */
async function recorded(): Promise<string[]> {
  const positions: string[] = [];
  let after: string | null = start;
  while (after !== null) {
    const { log }: Pages = await ask<Pages>(
      service.url,
      'query ($after: Position) { log(after: $after, first: 1000, filter: { types: ["NoteRecorded"] }) { edges { cursor } pageInfo { hasNextPage endCursor } } }',
      { after },
    );
    positions.push(...log.edges.map(({ cursor }) => cursor));
    after = log.pageInfo.hasNextPage ? log.pageInfo.endCursor : null;
  }
  return positions;
}

interface Pages {
  readonly log: {
    readonly edges: readonly { readonly cursor: string }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

describe('While 5,000 events are written', () => {
  beforeAll(async () => {
    service = await hostService();
    for (let count = 0; count < incidents; count += 1) await declare(service.url);
    start = await headOf(service.url);
    slow = await connectedSocket(service.url);
    slow.socket.pause();
    subscribeOn(slow, subscriptions.log, { after: start });
  });
  afterAll(() => service.stop());

  it('subscribers that are cut off at random moments see all of them in order, once', async () => {
    const [log, changes] = await Promise.all([
      followThroughCuts(subscriptions.log, total),
      followThroughCuts(subscriptions.incidents, total),
      write(),
    ]);
    const positions = await recorded();
    expect(positions).toHaveLength(total);
    expect(log.seen).toEqual(positions);
    expect(changes.seen).toEqual(positions);
    expect(log.connections).toBeGreaterThan(3);
  }, 60_000);

  it('one that reads nothing meanwhile catches up, and misses none', async () => {
    slow.socket.resume();
    const seen: string[] = [];
    while (seen.length < total) seen.push(positionIn(await slow.next()));
    expect(seen).toEqual(await recorded());
    await slow.close();
  });
});
