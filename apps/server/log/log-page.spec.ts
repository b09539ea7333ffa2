import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent, ScannedPart } from '#event-log';
import { logPage } from './log-page.js';

const event = (place: number): RecordedEvent => ({
  id: `event-${place}`,
  type: 'Noted',
  data: {},
  metadata: {
    commandId: 'command',
    $correlationId: 'correlation',
    $causationId: 'cause',
    actor: { kind: 'USER', id: 'ada', name: 'Ada' },
    source: 'graphql',
    occurredAt: '2026-03-01T09:30:00.000Z',
    recordedAt: '2026-03-01T09:30:00.000Z',
    schemaVersion: 1,
  },
  stream: 'incident-1',
  revision: place,
  position: `p${place}`,
  hash: '',
});

const part = (reached: number | undefined, ...places: number[]): ScannedPart => ({
  events: places.map(event),
  reached: reached === undefined ? undefined : `p${reached}`,
});

/** A page of these parts, in short: the events, and where it says to go on. */
async function page(
  parts: ScannedPart[],
  { after, hidden = [], over = false, size = 10 }: Asked = {},
): Promise<{ given: string[]; end: string | null; more: boolean; looked: number }> {
  let looked = 0;
  async function* scan() {
    for (const one of parts) {
      looked += 1;
      yield await Promise.resolve(one);
    }
  }
  const { edges, pageInfo } = await logPage(scan(), {
    after,
    size,
    shown: (one) => (hidden.includes(one.revision) ? undefined : one),
    isOver: () => over,
  });
  const given = edges.map(({ cursor }) => cursor);
  return { given, end: pageInfo.endCursor, more: pageInfo.hasNextPage, looked };
}

interface Asked {
  readonly after?: string;
  readonly hidden?: readonly number[];
  readonly over?: boolean;
  readonly size?: number;
}

describe('A page of the log', () => {
  it('ends after so many events, and says whether there is a further one', async () => {
    const parts = [part(3, 1, 3), part(9, 5, 7)];
    expect(await page(parts, { size: 3 })).toMatchObject({
      given: ['p1', 'p3', 'p5'],
      end: 'p5',
      more: true,
    });
    expect(await page(parts, { size: 4 })).toMatchObject({ end: 'p7', more: false });
  });

  it('counts only what may be seen, also for whether there is more', async () => {
    const parts = [part(4, 1, 2, 3, 4)];
    expect(await page(parts, { hidden: [1, 3, 4], size: 1 })).toMatchObject({ given: ['p2'], more: false });
  });

  it('ends when its time is up with what it has, and goes on after what was looked at', async () => {
    const parts = [part(5000, 8), part(10_000, 7000)];
    expect(await page(parts, { over: true })).toEqual({ given: ['p8'], end: 'p5000', more: true, looked: 1 });
  });

  it('may be empty when its time is up, and still goes on', async () => {
    expect(await page([part(5000), part(10_000)], { after: 'p9', over: true })).toMatchObject({
      given: [],
      end: 'p5000',
      more: true,
    });
  });

  it('never ends where it began, however late it is', async () => {
    const parts = [part(9), part(9), part(12), part(20)];
    expect(await page(parts, { after: 'p9', over: true })).toMatchObject({
      end: 'p12',
      more: true,
      looked: 3,
    });
    expect(await page([part(undefined)], { over: true })).toMatchObject({ end: null, more: false });
  });
});
