import { TILE_WIDTH, Tile, checkpointText, newSignerKey, parseSigner, signNote, subtreeRoot } from '#audit';
import { Views } from '#views';
import { inDirectory } from './directory.js';
import { type Figure, median, plain } from './figure.js';
import { logUrl, seed } from './seed.js';

const events = 100_000;

/** Milliseconds that work takes, each time it is done another time. */
function times(count: number, work: (turn: number) => void): number {
  const taken = Array.from({ length: count }, (_, turn) => {
    const begin = performance.now();
    work(turn);
    return performance.now() - begin;
  });
  return median(taken);
}

/** Microseconds of the projector for the tree, per event: its leaf, and its part of the nodes above. */
function microsecondsPerEvent(): number {
  const hashes = Array.from({ length: TILE_WIDTH }, (_, at) => at.toString(16).padStart(64, 'a'));
  const tile = new Tile();
  const tileTime = times(2_000, () => {
    tile.clear();
    for (const hash of hashes) tile.pushEvent(hash);
    subtreeRoot(tile.hashes);
  });
  return (tileTime * 1_000) / TILE_WIDTH;
}

/** What it costs to keep a tree over the log, to seal a log of 100,000 events, and to prove something of it. */
export async function checkpoints(): Promise<Figure[]> {
  return inDirectory(async (dataDir) => {
    await seed(dataDir, events / 10, 10);
    const views = new Views({ directory: dataDir, log: logUrl(dataDir) });
    await views.caughtUp();
    const { tree } = views;
    const signer = parseSigner(newSignerKey('bench'));
    const sealing = times(200, (turn) => {
      const size = events - turn;
      signNote(checkpointText({ origin: 'bench', size, root: tree.root(size) }), [signer]);
    });
    const including = times(1_000, (turn) => tree.inclusionProof((turn * 7919) % events, events));
    const continuing = times(1_000, (turn) => tree.consistencyProof(1 + ((turn * 7919) % events), events));
    await views.close();
    return [
      plain('checkpoints: the tree in the projector', 'µs/event', microsecondsPerEvent()),
      plain('checkpoints: root and signature', 'ms', sealing),
      plain('checkpoints: proof of inclusion', 'ms', including),
      plain('checkpoints: proof of consistency', 'ms', continuing),
    ];
  });
}
