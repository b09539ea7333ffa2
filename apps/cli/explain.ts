import { CommanderError } from 'commander';
import { Finding, NotImportable, NothingToExport, RecordAltered } from '#audit';
import { InvalidConnectionString, LogCorrupt, LogUnavailable, OutcomeUnknown } from '#event-log';
import { ViewsInUse, ViewsUnusable } from '#views';
import { InvalidConfig } from '../server/config/config.js';
import { NoLog } from './audit/log-file.js';
import { NotRecomputable } from './audit/recomputing.js';
import { NoSigningKey } from './audit/signing-key.js';
import { OperationFailed } from './demo/client.js';
import { NotShown } from './say.js';

/** What to tell a person at a terminal of an error that ended a command: what is wrong and what to do about it. */
export function explain(error: unknown): string {
  if (error instanceof InvalidConfig) return `The configuration is not right:\n${indented(error.message)}`;
  if (error instanceof InvalidConnectionString)
    return `The configuration is not right:\n  SITREP_EVENT_LOG ${error.message}`;
  if (error instanceof LogCorrupt) return `The log cannot be opened, and was left as it is: ${error.message}`;
  if (error instanceof LogUnavailable) return `The log is not available: ${error.message}`;
  if (error instanceof ViewsInUse)
    return `${error.message}. Stop that one, or give this one a directory of its own with SITREP_DATA_DIR.`;
  if (error instanceof ViewsUnusable)
    return `${error.message}. Give this user access to it and its folder, and room on the disk; or remove it: it is made anew, and nothing is lost.`;
  if (error instanceof RecordAltered)
    return `The export cannot be signed: ${error.message} Somebody must look into it. Export with --unsigned to take away the log as it is.`;
  if (!(error instanceof Error)) return String(error);
  if (plainlySaid.some((kind) => error instanceof kind)) return error.message;
  switch ('code' in error ? error.code : undefined) {
    case 'ENOENT':
      return isMaking(error) ? `${error.message}. ${anotherDirectory}` : error.message;
    case 'EISDIR':
      return error.message;
    case 'EPIPE':
      return 'Nobody reads its output any more: it was not taken to the end.';
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return `${error.message}. Make room, and run it again.`;
    case 'EADDRINUSE':
      return `${error.message}. Another program listens there: stop it, or set SITREP_PORT to another port (0 picks a free one).`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `${error.message}. Set SITREP_HOST to an address of this machine.`;
    case 'EACCES':
    case 'EPERM':
      return `${error.message}. Give this user access, or set SITREP_DATA_DIR and SITREP_PORT to what it may use.`;
    case 'EEXIST':
    case 'ENOTDIR':
    case 'EROFS':
      return `${error.message}. ${anotherDirectory}`;
    default:
      return error.stack ?? error.message;
  }
}

const anotherDirectory = 'Set SITREP_DATA_DIR to a directory that this user can make and write.';

/** Whether a directory was to be made: it is not there because what its name leads to is not. */
const isMaking = (error: Error): boolean => 'syscall' in error && error.syscall === 'mkdir';

/** Errors whose message says all. */
const plainlySaid = [
  CommanderError,
  Finding,
  NoLog,
  NoSigningKey,
  NotImportable,
  NotRecomputable,
  NotShown,
  NothingToExport,
  OperationFailed,
  OutcomeUnknown,
];

const indented = (text: string): string => text.replace(/^/gm, '  ');
