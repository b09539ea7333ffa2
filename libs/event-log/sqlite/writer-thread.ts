import type { Database } from 'better-sqlite3';
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

/** Appends to record, or the order to close the file and end. */
export type ToWriter = readonly AppendRequest[] | 'close';

/** The outcomes of as many appends, in the order in which they were sent; or why they all failed. */
export type FromWriter =
  { readonly outcomes: readonly Outcome[] } | { readonly failure: Failure; readonly appends: number };

/** A transaction that has so many takes in no more, so that those who wait for its commit do not wait long. */
const MAX_EVENTS = 5_000;

if (!parentPort) throw new Error('The writer runs in a worker thread');
const port = parentPort;
const settings = workerData as WriterSettings; // What the writer's other half passes, by the type above.
const announcements = new BroadcastChannel(settings.channel);
let connection: { readonly db: Database; readonly recorder: Recorder } | undefined;

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
    connection ??= openConnection();
    const outcomes = connection.recorder.record(requests);
    announcements.postMessage(null);
    return { outcomes };
  } catch (error) {
    // Whatever state the failure has left the connection in, the next appends get a new one.
    closeConnection();
    return { failure: failureOf(error, settings.file), appends: requests.length };
  }
}

function openConnection(): NonNullable<typeof connection> {
  const db = connect(settings.file, settings.busyTimeoutMs);
  return { db, recorder: new Recorder(db) };
}

function closeConnection(): void {
  connection?.db.close();
  connection = undefined;
}

function receive(): ToWriter | undefined {
  // `receiveMessageOnPort` wraps what it has received, as typed above.
  return (receiveMessageOnPort(port) as { message: ToWriter } | undefined)?.message;
}

const countEvents = (requests: readonly AppendRequest[]): number =>
  requests.reduce((sum, { events }) => sum + events.length, 0);

function close(): void {
  closeConnection();
  announcements.close();
  port.close();
}
