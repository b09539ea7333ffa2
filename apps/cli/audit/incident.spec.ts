import { describe, expect, it } from '@jest/globals';
import { incidentName } from './incident.js';

describe('an incident on the command line', () => {
  it.each([
    ['INC-42', 'INC-42'],
    ['inc-42', 'INC-42'],
    ['0192F3A0-7C1E-7D44-9A57-2B1F8C6E4D10', '0192f3a0-7c1e-7d44-9a57-2b1f8c6e4d10'],
  ])('is named by %s, as in the API', (name, incident) => {
    expect(incidentName(name)).toBe(incident);
  });

  it.each(['INC-0', 'INC-42x', '42', '0192f3a0'])('is not named by %s', (name) => {
    expect(() => incidentName(name)).toThrow('Name an incident as in INC-42, or by its id.');
  });
});
