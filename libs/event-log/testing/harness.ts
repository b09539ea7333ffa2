import type { EventLog } from '../port.js';

/** What an engine's spec brings so that the suite can run on it. */
export interface Harness {
  /** An open log for one test. It may hold events of earlier tests: the suite reads its own streams only. */
  open(): Promise<EventLog>;

  /** One more log on the same events, as another process would open it. */
  openAnother(log: EventLog): Promise<EventLog>;

  /** Closes the log, restarts whatever it runs on, and opens it again with what it had. */
  restart(log: EventLog): Promise<EventLog>;

  /** Cuts the log's connections without a warning, where the engine has any. */
  disconnect?(log: EventLog): Promise<void>;

  /** Frees what a test has opened. Called after each; a log that is still open may serve the next. */
  release(): Promise<void>;
}

/** What a theme of the suite works on; `log` is a fresh one in each test. */
export interface Subject {
  readonly log: EventLog;
  another(): Promise<EventLog>;
  /** Restarts the log; the one from before is closed. */
  restart(): Promise<EventLog>;
  disconnect(): Promise<void>;
}
