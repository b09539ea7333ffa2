import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { ANY, NO_STREAM, STREAM_EXISTS, type AppendOutcome, type StoredEvent } from './fake-store.js';

/** The answers of a FAKE node, as the service's messages. */

const { AppendResp, ReadResp } = streams;
const { Empty, StreamIdentifier, UUID } = shared;

const TICKS_PER_MILLISECOND = 10_000;

function streamIdentifier(stream: string) {
  return new StreamIdentifier().setStreamName(Uint8Array.from(Buffer.from(stream)));
}

export function eventMessage(event: StoredEvent) {
  const position = event.position.toString();
  const recorded = new ReadResp.ReadEvent.RecordedEvent()
    .setId(new UUID().setString(event.id))
    .setStreamIdentifier(streamIdentifier(event.stream))
    .setStreamRevision(event.revision.toString())
    .setCommitPosition(position)
    .setPreparePosition(position)
    .setData(event.data)
    .setCustomMetadata(event.metadata);
  recorded
    .getMetadataMap()
    .set('type', event.type)
    .set('content-type', event.contentType)
    .set('created', String(event.created.getTime() * TICKS_PER_MILLISECOND));
  return new ReadResp().setEvent(new ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(position));
}

export const confirmationMessage = (id: string) =>
  new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation().setSubscriptionId(id));

export const caughtUpMessage = () => new ReadResp().setCaughtUp(new ReadResp.CaughtUp());

export const checkpointMessage = (position: bigint) =>
  new ReadResp().setCheckpoint(
    new ReadResp.Checkpoint().setCommitPosition(position.toString()).setPreparePosition(position.toString()),
  );

export const streamNotFoundMessage = (stream: string) =>
  new ReadResp().setStreamNotFound(
    new ReadResp.StreamNotFound().setStreamIdentifier(streamIdentifier(stream)),
  );

export function appendMessage(outcome: AppendOutcome) {
  if (outcome.kind === 'wrong-expected-version') {
    const wrong = new AppendResp.WrongExpectedVersion();
    if (outcome.current < 0n) wrong.setCurrentNoStream(new Empty());
    else wrong.setCurrentRevision(outcome.current.toString());
    if (outcome.expected === NO_STREAM) wrong.setExpectedNoStream(new Empty());
    else if (outcome.expected === STREAM_EXISTS) wrong.setExpectedStreamExists(new Empty());
    else if (outcome.expected === ANY) wrong.setExpectedAny(new Empty());
    else wrong.setExpectedRevision(outcome.expected.toString());
    return new AppendResp().setWrongExpectedVersion(wrong);
  }
  const success = new AppendResp.Success();
  const { last } = outcome;
  if (!last) return new AppendResp().setSuccess(success.setNoStream(new Empty()).setNoPosition(new Empty()));
  const position = last.position.toString();
  return new AppendResp().setSuccess(
    success
      .setCurrentRevision(last.revision.toString())
      .setPosition(new AppendResp.Position().setCommitPosition(position).setPreparePosition(position)),
  );
}
