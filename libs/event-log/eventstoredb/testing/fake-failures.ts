import { Metadata, status, type ServiceError } from '@grpc/grpc-js';

/** An error as the server words it. The client tells most of them apart by metadata, not by code. */
export function failure(code: status, details: string, metadata: Record<string, string> = {}): ServiceError {
  const entries = new Metadata();
  for (const [key, value] of Object.entries(metadata)) entries.set(key, value);
  return Object.assign(new Error(details), { code, details, metadata: entries });
}

export const notReady = () => failure(status.UNAVAILABLE, 'Server Is Not Ready');

export const noLeaderInfo = () => failure(status.UNKNOWN, 'No leader info available in response');

export const notLeader = (port: number) =>
  failure(status.NOT_FOUND, 'Leader info available', {
    exception: 'not-leader',
    'leader-endpoint-host': '127.0.0.1',
    'leader-endpoint-port': String(port),
  });

export const forwardingTimeout = () => failure(status.ABORTED, 'Operation timed out: Forwarding timeout');

export const tooSlow = () =>
  failure(
    status.ABORTED,
    'Operation timed out: Consumer too slow to handle event while live. Client resubscription required.',
  );

export const stopping = () => failure(status.INTERNAL, 'Received RST_STREAM with code 2');

export const unexpectedReadResult = () => failure(status.UNKNOWN, 'Unexpected ReadAllResult: Error');

export const thrownByHandler = () => failure(status.UNKNOWN, 'Exception was thrown by handler.');

export const accessDenied = () =>
  failure(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' });

export const tooLarge = (limit: number) =>
  failure(status.INVALID_ARGUMENT, `Maximum Append Size of ${limit} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(limit),
  });

export const cancelled = () => failure(status.CANCELLED, 'Call canceled by the client.');
