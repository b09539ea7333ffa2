import type streams from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerDuplexStream } from '@grpc/grpc-js';
import { cancelled } from './fake-failures.js';
import { ANY, NO_STREAM, STREAM_EXISTS, type ProposedEvent } from './fake-store.js';

type AppendReq = InstanceType<typeof streams.AppendReq>;
type AppendResp = InstanceType<typeof streams.AppendResp>;

/** In the service it has one answer; here it is declared with many, so that a FAKE node can give none, or two. */
export type AppendCall = ServerDuplexStream<AppendReq, AppendResp>;

export interface AppendRequest {
  readonly stream: string;
  readonly expected: bigint;
  readonly events: readonly ProposedEvent[];
}

/**
 * The whole request, once the client has sent it.
 *
 * @throws ServiceError the client gave up midway; what has arrived is not the request
 */
export function received(call: AppendCall): Promise<AppendRequest> {
  return new Promise((resolve, reject) => {
    let stream = '';
    let expected = ANY;
    const events: ProposedEvent[] = [];
    call.on('data', (message: AppendReq) => {
      const options = message.getOptions();
      if (options) {
        stream = Buffer.from(options.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString();
        expected = expectedRevision(options);
      }
      const proposed = message.getProposedMessage();
      if (proposed) events.push(proposedEvent(proposed));
    });
    call.on('end', () => {
      // A request that is broken off ends as well, and says only then that it was.
      setImmediate(() => {
        if (call.cancelled) reject(cancelled());
        else resolve({ stream, expected, events });
      });
    });
    call.on('cancelled', () => {
      reject(cancelled());
    });
    call.on('error', reject);
  });
}

function expectedRevision(options: InstanceType<typeof streams.AppendReq.Options>): bigint {
  if (options.hasNoStream()) return NO_STREAM;
  if (options.hasStreamExists()) return STREAM_EXISTS;
  return options.hasRevision() ? BigInt(options.getRevision()) : ANY;
}

function proposedEvent(message: InstanceType<typeof streams.AppendReq.ProposedMessage>): ProposedEvent {
  return {
    id: message.getId()?.getString().toLowerCase() ?? '',
    type: message.getMetadataMap().get('type') ?? '',
    contentType: message.getMetadataMap().get('content-type') ?? '',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}
