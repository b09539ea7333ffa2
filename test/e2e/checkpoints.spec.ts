import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MerkleTree, eventLeaf, provesConsistency } from '#audit';
import type { RecordedEvent } from '#event-log';
import { recordedIn } from '../faults/recorded.js';
import { until } from '../faults/until.js';
import { type Checkpoint, lastCheckpoint, leafOf, opened, rootFrom, rootOf } from '../support/checkpoints.js';
import { ask, codesOf, send } from '../support/client.js';
import { command, declare, headOf, issueKey } from '../support/commands.js';
import { type HostedService, hostService } from '../support/hosted.js';
import { newDataDir, runSitrep } from '../support/service.js';

const dataDir = newDataDir();
const env = { SITREP_CHECKPOINT_SECONDS: '1' };
let service: HostedService;
/** A key that may look at the log, but not at restricted incidents. */
let auditor: string;
let log: readonly RecordedEvent[];
let position: string;
let first: Checkpoint;
let second: Checkpoint;

/** The checkpoint that covers this position, once there is one. */
async function checkpointOver(covered: string): Promise<Checkpoint> {
  for (;;) {
    const found = await lastCheckpoint(service.url);
    if (found && found.position >= covered) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const leaves = (size: number): Buffer[] => log.slice(0, size).map(({ hash }) => leafOf(hash));
const checkpointsIn = (events: readonly RecordedEvent[]) =>
  events.filter(({ type }) => type === 'CheckpointSigned');

beforeAll(async () => {
  service = await hostService({ dataDir, env });
  auditor = (await issueKey(service.url, ['audit'])).secret;
  const { incident, position: declared } = await declare(service.url, { visibility: 'RESTRICTED' });
  position = declared;
  first = await checkpointOver(declared);
  const noted = await command(service.url, 'recordNote', {
    incidentId: incident.id,
    kind: 'ACTION',
    body: 'Seen',
  });
  second = await checkpointOver(noted.position);
  log = await recordedIn(dataDir);
}, 60_000);
afterAll(async () => {
  await service.stop();
  rmSync(dataDir, { recursive: true });
});

describe('A checkpoint', () => {
  it('is a note that the key verifies, of the root over all events up to it', () => {
    for (const { note, position, root, size, verifierKeys } of [first, second]) {
      expect(opened(note, verifierKeys[0] ?? '')).toEqual({ origin: `sitrep/${log[0]?.id}`, size, root });
      expect(rootOf(leaves(size)).toString('base64')).toBe(root);
      expect(log[size - 1]?.position).toBe(position);
    }
  });

  it('is an event of its own stream, which later checkpoints cover as well', () => {
    const signed = checkpointsIn(log);
    expect(signed.map(({ revision, stream }) => [stream, revision])).toEqual(
      signed.map((_, revision) => ['audit-checkpoints', revision]),
    );
    expect(signed.map(({ data }) => data)).toContainEqual(expect.objectContaining({ note: first.note }));
    expect(log.slice(0, second.size).some(({ data }) => 'note' in data && data.note === first.note)).toBe(
      true,
    );
  });

  it('comes into the file checkpoint of the data directory', async () => {
    await until(() => readFileSync(join(dataDir, 'checkpoint'), 'utf8') === second.note);
  });

  it('can be checked with the key that the command line prints', async () => {
    const { stdout } = await runSitrep(['keys', 'checkpoint'], { SITREP_DATA_DIR: dataDir });
    expect(second.verifierKeys).toEqual([stdout.trim()]);
  });

  it('follows no checkpoint as long as nothing else is recorded', async () => {
    const before = await headOf(service.url);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(await headOf(service.url)).toBe(before);
  });
});

const inclusion = `query ($position: Position!, $size: Int) {
  inclusionProof(position: $position, size: $size) { position index size leaf hashes }
}`;

interface InclusionProof {
  readonly index: number;
  readonly size: number;
  readonly leaf: string;
  readonly hashes: readonly string[];
}

describe('A proof of inclusion', () => {
  const proofOf = async (variables: object): Promise<InclusionProof> =>
    (await ask<{ inclusionProof: InclusionProof }>(service.url, inclusion, variables, auditor))
      .inclusionProof;

  it('leads from each event, those of restricted incidents too, to the root of each checkpoint that covers it', async () => {
    for (const { root, size } of [first, second])
      for (const [index, event] of log.slice(0, size).entries()) {
        const proof = await proofOf({ position: event.position, size });
        const leaf = leafOf(event.hash);
        expect([proof.index, proof.size, proof.leaf]).toEqual([index, size, leaf.toString('base64')]);
        expect(rootFrom(leaf, index, size, proof.hashes).toString('base64')).toBe(root);
      }
  });

  it('is about the last checkpoint unless said otherwise', async () => {
    expect((await proofOf({ position })).size).toBe(second.size);
  });

  it.each([
    ['a position that is none', { position: 'nowhere' }, 'position'],
    ['a position beyond the log', { position: '9999999999999999' }, 'position'],
    ['a tree without the event', { position: '0000000000000003', size: 2 }, 'size'],
    ['a tree larger than the log', { position: '0000000000000001', size: 1_000_000 }, 'size'],
    ['a negative size', { position: '0000000000000001', size: -1 }, 'size'],
  ])('is not given for %s', async (_, variables, path) => {
    const answer = await send(service.url, inclusion, variables);
    expect(codesOf(answer)).toEqual(['BAD_USER_INPUT']);
    expect(answer.errors?.[0]?.extensions).toMatchObject({ fields: [{ path }] });
  });

  it('is not given for an event that no checkpoint covers, but for a tree that has it', async () => {
    const last = log.at(-1)?.position;
    const answer = await send(service.url, inclusion, { position: last });
    expect(answer.errors?.[0]?.message).toMatch(/later than what the last checkpoint covers/);
    expect((await proofOf({ position: last, size: log.length })).index).toBe(log.length - 1);
  });
});

describe('A proof of consistency', () => {
  const consistency = `query ($from: Int!, $to: Int) { consistencyProof(from: $from, to: $to) { from to hashes } }`;

  it('shows that the later checkpoint goes on from the earlier one', async () => {
    const { consistencyProof } = await ask<{ consistencyProof: { to: number; hashes: string[] } }>(
      service.url,
      consistency,
      { from: first.size },
    );
    const head = ({ root, size }: Checkpoint) => ({ size, root: Buffer.from(root, 'base64') });
    const hashes = consistencyProof.hashes.map((hash) => Buffer.from(hash, 'base64'));
    expect(consistencyProof.to).toBe(second.size);
    expect(provesConsistency(head(first), head(second), hashes)).toBe(true);
  });

  it.each([
    [{ from: 5, to: 4 }, 'from'],
    [{ from: -1 }, 'from'],
    [{ from: 1, to: 1_000_000 }, 'to'],
  ])('is not given for %j', async (variables, path) => {
    const answer = await send(service.url, consistency, variables);
    expect(codesOf(answer)).toEqual(['BAD_USER_INPUT']);
    expect(answer.errors?.[0]?.extensions).toMatchObject({ fields: [{ path }] });
  });
});

describe('A stop in good order', () => {
  it('seals what was recorded last, and its own seal in the file; the next start goes on from there', async () => {
    await declare(service.url);
    await service.stop();
    const stopped = await recordedIn(dataDir);
    expect(stopped.at(-1)?.type).toBe('CheckpointSigned');
    const file = opened(readFileSync(join(dataDir, 'checkpoint'), 'utf8'), second.verifierKeys[0] ?? '');
    const whole = new MerkleTree(stopped.map(({ hash }) => eventLeaf(hash)));
    expect(file).toMatchObject({ size: stopped.length, root: whole.root().toString('base64') });

    service = await hostService({ dataDir, env });
    const again = await lastCheckpoint(service.url);
    expect(again).toMatchObject({ size: stopped.length - 1, verifierKeys: second.verifierKeys });
    const { position } = await declare(service.url);
    const next = await checkpointOver(position);
    expect(opened(next.note, second.verifierKeys[0] ?? '').size).toBe(next.size);
  });
});
