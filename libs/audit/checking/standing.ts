import type { RecordedEvent } from '#event-log';
import type { ExportedEvent } from '../export/format.js';
import { Finding, type FindingCode, type Place } from './finding.js';
import { count, eventName } from './wording.js';

/** An event to check, and where it stands. */
export interface Standing {
  readonly event: ExportedEvent;
  /** In which line of an export, or in which row of a log's file, from 1 on. */
  readonly line: number;
  readonly kind: 'Line' | 'Row';
}

/** `Line 1,042` */
export const whereIs = ({ kind, line }: Standing): string => `${kind} ${count(line)}`;

export const placeOf = ({ event, line }: Standing): Place => ({ line, ...identityOf(event) });

/** A finding about an event; the message goes on from its name. */
export const findingAt = (code: FindingCode, standing: Standing, message: string): Finding =>
  new Finding(code, placeOf(standing), `${whereIs(standing)}: ${eventName(standing.event)} ${message}`);

const identityOf = ({ id, revision, stream }: RecordedEvent) => ({ event: id, stream, revision });
