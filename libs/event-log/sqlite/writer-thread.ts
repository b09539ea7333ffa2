import { BroadcastChannel, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { connect } from './file.js';
import { type Failure, failureOf } from './failure.js';
import { type AppendRequest, type Outcome, Recorder } from './recorder.js';

/** What the thread is started with. */
export interface WriterSettings {
  readonly file: string;
  readonly busyTimeoutMs: number;
  /** Where the log's movements are announced. */
  readonly channel: string;
}

/** Appends to record; nothing, to close the file and end. */
export type ToWriter = readonly AppendRequest[] | 'close';

/** The outcomes of as many appends, in the order in which they were sent; or why they all failed. */
export type FromWriter =
  { readonly outcomes: readonly Outcome[] } | { readonly failure: Failure; readonly appends: number };

/** One transaction takes no more, so that those who wait for its commit do not wait long. */
const MAX_EVENTS = 5_000;

if (!parentPort) throw new Error('The writer runs in a worker thread');
const port = parentPort;
const settings = workerData as WriterSettings; // What the writer's other half passes, by the type above.
const announcements = new BroadcastChannel(settings.channel);
let open: { close(): void; record: Recorder['record'] } | undefined;

port.on('message', (first: ToWriter) => {
  let message: ToWriter | undefined = first;
  while (message !== undefined && message !== 'close') {
    const requests: AppendRequest[] = [...message];
    let events = countEvents(message);
    // Group commit: whatever came while the last commit was under way shares the next one.
    message = receive();
    while (message !== undefined && message !== 'close' && events < MAX_EVENTS) {
      requests.push(...message);
      events += countEvents(message);
      message = receive();
    }
    port.postMessage(record(requests));
  }
  if (message === 'close') close();
});

function record(requests: readonly AppendRequest[]): FromWriter {
  try {
    open ??= openRecorder();
    const outcomes = open.record(requests);
    announcements.postMessage(null);
    return { outcomes };
  } catch (error) {
    return { failure: failureOf(error, settings.file), appends: requests.length };
  }
}

function openRecorder(): NonNullable<typeof open> {
  const db = connect(settings.file, settings.busyTimeoutMs);
  const recorder = new Recorder(db);
  return { record: (requests) => recorder.record(requests), close: () => db.close() };
}

function receive(): ToWriter | undefined {
  // `receiveMessageOnPort` wraps what it has received, as typed above.
  return (receiveMessageOnPort(port) as { message: ToWriter } | undefined)?.message;
}

const countEvents = (requests: readonly AppendRequest[]): number =>
  requests.reduce((sum, { events }) => sum + events.length, 0);

function close(): void {
  open?.close();
  announcements.close();
  port.close();
}
