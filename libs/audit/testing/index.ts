export { bytesOf, fileOf, inPieces, linesIn } from './files.js';
export { aSigner, fill, sign } from './some-log.js';
