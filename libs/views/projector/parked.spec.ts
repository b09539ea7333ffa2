import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { projections } from '../projections/index.js';
import { project, projecting, temporaryFiles } from '../testing/files.js';
import { failingOn } from '../testing/flawed.js';
import { anyHistory } from '../testing/histories.js';
import { rowsOf } from '../testing/rows.js';
import { type Told, declared, recorded, uuid } from '../testing/telling.js';

const files = temporaryFiles();

function rowsAfter(story: readonly Told[]) {
  const file = files.empty();
  project(file, recorded(story));
  return rowsOf(file);
}

/** The rows after a story with events of this type parking their streams, and these taken later. */
function rowsAfterRetrying(story: readonly Told[], type: string) {
  const file = files.empty();
  const events = recorded(story);
  project(file, events, projections.map(failingOn(type)));
  projecting(file, (projector) => {
    for (const { stream, revision } of [...projector.parked.values()])
      projector.retry(
        stream,
        events.filter((event) => event.stream === stream && event.revision >= revision),
      );
  });
  return rowsOf(file);
}

const types = ['SeverityChanged', 'VisibilityChanged', 'NoteRecorded', 'IncidentDeclared', 'AlertFired'];

describe('a stream that was parked and is taken up again', () => {
  it.each(types)('has the rows of a fresh rebuild, where it was parked by %s', (type) => {
    fc.assert(
      fc.property(anyHistory, (story) => {
        expect(rowsAfterRetrying(story, type)).toEqual(rowsAfter(story));
      }),
      { numRuns: 20 },
    );
  });

  it('has the members that it would have, though their changes were taken before', () => {
    const stream = `incident-${uuid(1)}`;
    const severity = { from: 'P1', to: 'P2', reason: 'Less than it seemed' };
    const members = (membersAdded: readonly string[], membersRemoved: readonly string[] = []) => ({
      stream,
      type: 'VisibilityChanged',
      data: { from: 'RESTRICTED', to: 'RESTRICTED', membersAdded, membersRemoved },
    });
    const story = [
      declared(1, { visibility: 'RESTRICTED' }),
      members(['amina', 'bela']),
      { stream, type: 'SeverityChanged', data: severity },
      members(['chidi'], ['amina']),
      members(['amina']),
    ];
    expect(rowsAfterRetrying(story, 'SeverityChanged')).toEqual(rowsAfter(story));
  });
});
