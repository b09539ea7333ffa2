import { describe, expect, it } from '@jest/globals';
import { severities } from '#incident';
import { temporaryFiles } from '../testing/files.js';
import { type Told, amina, minute } from '../testing/telling.js';
import { Policies } from './policies.js';

const files = temporaryFiles();

const set = (severity: string, data: object): Told => ({
  stream: `policy-${severity}`,
  type: 'PolicySet',
  data: {
    severity,
    title: 'Main',
    guidance: 'Many suffer',
    words: ['page'],
    acknowledgeWithinSeconds: 300,
    nextUpdateWithinSeconds: 600,
    escalateAfterSeconds: null,
    rollbackWithinSeconds: 300,
    postmortem: { required: true, dueWithinWorkingDays: 1 },
    checklists: [],
    was: {},
    ...data,
  },
});

describe('the policies', () => {
  it('are there for every severity when nobody has set any', () => {
    const policies = new Policies(files.reading([]));
    expect(policies.inForce().map(({ severity }) => severity)).toEqual(severities);
    expect(policies.of('P0')).toMatchObject({ setAt: null, revision: null });
    expect(policies.words().size).toBe(0);
  });

  it('are as they were set last', () => {
    const policies = new Policies(files.reading([set('P1', {}), set('P1', { title: 'Worse' })]));
    expect(policies.of('P1')).toMatchObject({ title: 'Worse', setAt: minute(2), setBy: amina, revision: 1 });
    expect(policies.of('P2')).toMatchObject({ title: 'Minor', setAt: null });
    expect(policies.words().get('page')).toBe('P1');
  });

  it.each([
    { words: 'page' },
    { words: [7] },
    { checklists: [{ name: 'Triage' }] },
    { nextUpdateWithinSeconds: null },
    { postmortem: {} },
    { severity: null },
  ])('leave out one that cannot be read, such as %j', (data) => {
    const policies = new Policies(files.reading([set('P1', data)]));
    expect(policies.of('P1').setAt).toBeNull();
  });
});
