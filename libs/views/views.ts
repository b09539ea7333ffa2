import { checkpoints } from '#audit';
import type { Position } from '#event-log';
import { incidents } from '#incident';
import type { Patience } from './arrivals.js';
import { viewsFile } from './file.js';
import { LiveFile, type Logger } from './live-file.js';
import { categoryIn, idIn } from './projections/projection.js';
import type { RetryOutcome } from './projector/messages.js';
import { Absorptions } from './reading/absorptions.js';
import { Alerts } from './reading/alerts.js';
import { ApiKeys } from './reading/api-keys.js';
import { Checkpoints, type FoldedCheckpoints } from './reading/checkpoints.js';
import { Clock } from './reading/clock.js';
import { Commands } from './reading/commands.js';
import { Deadlines } from './reading/deadlines.js';
import { Deployments } from './reading/deployments.js';
import { Duplicates } from './reading/duplicates.js';
import { Facts } from './reading/facts.js';
import { FollowUps } from './reading/follow-ups.js';
import { LogTree } from './reading/log-tree.js';
import type { FoldedIncident } from './reading/incident-document.js';
import { Incidents } from './reading/incidents.js';
import { Policies } from './reading/policies.js';
import { Services } from './reading/services.js';
import { Stakeholders } from './reading/stakeholders.js';
import { Timeline } from './reading/timeline.js';
import { type ViewsStatus, checkpointIn, parkedIn } from './status.js';

export interface ViewsOptions {
  /** Where the views' file is kept; made if need be. */
  readonly directory: string;
  /** The log, as `openEventLog` takes it: the projector opens it in its own thread. */
  readonly log: string;
  /** Is told when the projector fails and when the file is made anew. */
  readonly logger?: Logger;
}

/**
 * What everyone reads: the log, brought into tables by a thread of its own, in a file that can be thrown away.
 * Reading is synchronous, needs neither the log nor the projector, and throws ViewsUnavailable for the moment in
 * which the file is made anew.
 */
export class Views {
  readonly incidents: Incidents;
  readonly facts: Facts;
  readonly followUps: FollowUps;
  readonly timeline: Timeline;
  readonly deployments: Deployments;
  readonly alerts: Alerts;
  readonly services: Services;
  readonly stakeholders: Stakeholders;
  readonly policies: Policies;
  readonly apiKeys: ApiKeys;
  readonly clock: Clock;
  readonly commands: Commands;
  readonly deadlines: Deadlines;
  readonly absorptions: Absorptions;
  readonly duplicates: Duplicates;
  readonly tree: LogTree;
  readonly checkpoints: Checkpoints;
  /** Where they are. */
  readonly file: string;
  readonly #file: LiveFile;
  #generation = 0;

  /**
   * Opens the file of this version, an empty one where there is none or where it is damaged, and starts to bring the
   * log into it. What it has can be read at once, though it may be behind: see `ready` and `caughtUp`.
   *
   * @throws ViewsInUse when another process has the views of this directory
   * @throws ViewsUnusable when a file of them can be neither read nor made
   */
  constructor({ directory, log, logger }: ViewsOptions) {
    this.file = viewsFile(directory);
    this.#file = new LiveFile(this.file, log, {
      ...(logger && { logger }),
      renewed: () => {
        this.#generation += 1;
        this.incidents.forget();
      },
      changed: () => {
        this.#generation += 1;
      },
    });
    const { reader } = this.#file;
    this.incidents = new Incidents(reader);
    this.facts = new Facts({ reader, incidents: this.incidents });
    this.followUps = new FollowUps(reader, this.incidents);
    this.timeline = new Timeline(reader, this.incidents);
    this.deployments = new Deployments(reader);
    this.alerts = new Alerts(reader);
    this.services = new Services(reader);
    this.stakeholders = new Stakeholders(reader);
    this.policies = new Policies(reader);
    this.apiKeys = new ApiKeys(reader);
    this.clock = new Clock(reader);
    this.commands = new Commands(reader);
    this.deadlines = new Deadlines(reader, this.incidents);
    this.absorptions = new Absorptions(reader, this.incidents);
    this.tree = new LogTree(reader);
    this.checkpoints = new Checkpoints(reader);
    this.duplicates = new Duplicates(this.incidents, this.alerts);
  }

  /** Another number once the file was made anew, or a stream that was parked was taken in. */
  get generation(): number {
    return this.#generation;
  }

  /** Whether it has once caught up with the log since it was opened, or since its file was made anew. */
  get ready(): boolean {
    return this.#file.ready;
  }

  /** Waits until it is ready. @throws ViewsUnavailable when it is closed before */
  caughtUp(): Promise<void> {
    return this.#file.whenReady();
  }

  /** The last event that every answer from now on has in it; undefined before there is one. */
  get position(): Position | undefined {
    return this.#file.checkpoint?.position;
  }

  /** Waits until answers have the event at this position in them; false when it does not come to that in time. */
  reached(position: Position, patience: Patience): Promise<boolean> {
    return this.#file.reached(position, patience);
  }

  /**
   * The state that the stream of an incident, or that of the checkpoints, folds to, as far as the views have come;
   * undefined where they cannot tell.
   */
  folded(stream: string): FoldedIncident | FoldedCheckpoints | undefined {
    if (!this.ready) return undefined;
    const category = categoryIn(stream);
    if (category === incidents.category) return this.incidents.folded(idIn(stream));
    return category === checkpoints.category ? this.checkpoints.folded() : undefined;
  }

  /**
   * Calls the listener with each position that answers come to, and with the same again once a stream that was parked
   * was taken in, until the function that it returns is called.
   */
  onProjected(listener: (position: Position) => void): () => void {
    return this.#file.onProjected(listener);
  }

  /** What `read` reads is all as of one event, whose position comes with it. `read` must not be asynchronous. */
  snapshot<T>(read: () => T): { readonly position: Position | undefined; readonly value: T } {
    const { reader } = this.#file;
    return reader.snapshot(() => ({ position: checkpointIn(reader)?.position, value: read() }));
  }

  status(): ViewsStatus {
    const { ready, checkpoint, projector, reader } = this.#file;
    return {
      ready,
      position: checkpoint?.position,
      recordedAt: checkpoint?.recordedAt,
      events: checkpoint?.events ?? 0,
      parked: parkedIn(reader),
      restarts: projector.restarts,
      failure: projector.failure,
    };
  }

  /**
   * Tries a parked stream again, with all of its events that the others have come to: answers have what of them can be
   * taken from then on.
   *
   * @throws ViewsUnavailable when the projector is not there, ends meanwhile or takes too long
   */
  retryParked(stream: string): Promise<RetryOutcome> {
    return this.#file.projector.retry(stream);
  }

  /** Stops projecting and releases the file. Who still waits for a position is told that it did not come. */
  close(): Promise<void> {
    return this.#file.close();
  }
}
