export { bytesOf, fileOf, inPieces, linesIn } from './files.js';
export { aSigner, checkpointOf, fill } from './some-log.js';
