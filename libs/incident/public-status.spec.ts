import { describe, expect, it } from '@jest/globals';
import type { Story } from '#decider/testing';
import type { CauseCategory } from './cause.js';
import { publicStatus } from './public-status.js';
import {
  aCancelledIncident,
  aClosedIncident,
  aDeclaredIncident,
  aMitigatedIncident,
  aReopenedIncident,
  aResolvedIncident,
  after,
  anAcknowledgedIncident,
  declare,
  stateAfter,
} from './testing/situations.js';

const causeIdentified = (story: Story, category: CauseCategory) =>
  after(story, {
    type: 'IdentifyCause',
    data: { category, description: 'A certificate ran out', confidence: 'HIGH' },
  });

describe('the public status', () => {
  it.each([
    ['a declared incident', aDeclaredIncident, 'INVESTIGATING'],
    ['an acknowledged incident', anAcknowledgedIncident, 'INVESTIGATING'],
    ['an incident of known cause', causeIdentified(anAcknowledgedIncident, 'INFRASTRUCTURE'), 'IDENTIFIED'],
    ['an incident of unknown cause', causeIdentified(anAcknowledgedIncident, 'UNKNOWN'), 'INVESTIGATING'],
    ['a mitigated incident', aMitigatedIncident, 'MONITORING'],
    ['a mitigated incident of known cause', causeIdentified(aMitigatedIncident, 'DATA'), 'MONITORING'],
    ['a resolved incident', aResolvedIncident, 'RESOLVED'],
    ['a reopened incident', aReopenedIncident, 'INVESTIGATING'],
    ['a closed incident', aClosedIncident, 'RESOLVED'],
    ['a cancelled incident', aCancelledIncident, null],
    ['a drill', after([], { ...declare, data: { ...declare.data, drill: true } }), null],
  ])('of %s', (_, story, expected) => {
    const incident = stateAfter(story);
    expect(incident && publicStatus(incident)).toBe(expected);
  });
});
