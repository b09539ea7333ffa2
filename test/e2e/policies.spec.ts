import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask, mutate } from '../support/client.js';
import { issueKey } from '../support/commands.js';
import { refusal } from '../support/refusal.js';
import { type HostedService, hostService } from '../support/hosted.js';

let service: HostedService;
beforeAll(async () => {
  service = await hostService();
});
afterAll(() => service.stop());

interface Policy {
  readonly severity: string;
  readonly nextUpdateWithinSeconds: number;
  readonly escalateAfterSeconds: number | null;
  readonly words: readonly string[];
  readonly setAt: string | null;
  readonly setBy: { readonly name: string } | null;
  readonly revision: number | null;
}
const policyFields =
  'severity words nextUpdateWithinSeconds escalateAfterSeconds setAt setBy { name } revision';

const policies = async (): Promise<readonly Policy[]> =>
  (await ask<{ policies: Policy[] }>(service.url, `{ policies { ${policyFields} } }`)).policies;
const setPolicy = (input: object) =>
  mutate<{ policy: Policy; revision: number; events: object[]; replayed: boolean }>(
    service.url,
    'setPolicy',
    input,
    `policy { ${policyFields} } revision replayed events { type }`,
  );

const refused = (mutation: string, input: object, key?: string) => refusal(service.url, mutation, input, key);

describe('The policy of a severity', () => {
  it('is the default one of each until somebody sets it', async () => {
    const before = await policies();
    expect(
      before.map(({ severity, nextUpdateWithinSeconds }) => [severity, nextUpdateWithinSeconds]),
    ).toEqual([
      ['P0', 1800],
      ['P1', 3600],
      ['P2', 28_800],
      ['P3', 86_400],
    ]);
    for (const policy of before) expect(policy).toMatchObject({ setAt: null, setBy: null, revision: null });
  });

  it('is set in part, and says since when and by whom', async () => {
    const { policy } = await setPolicy({
      severity: 'P1',
      nextUpdateWithinSeconds: 1800,
      words: ['SEV1', 'pager'],
      checklists: [{ name: 'Triage', items: ['Page the lead', 'Check the graphs'] }],
    });
    expect(policy).toMatchObject({
      nextUpdateWithinSeconds: 1800,
      escalateAfterSeconds: 7200,
      words: ['SEV1', 'pager'],
      setBy: { name: 'Admin key of the configuration' },
      revision: 0,
    });
    expect(policy.setAt).not.toBeNull();
  });

  it('loses its escalation by null, and only by that', async () => {
    expect((await setPolicy({ severity: 'P1', guidance: 'Many suffer' })).policy.escalateAfterSeconds).toBe(
      7200,
    );
    const { policy } = await setPolicy({ severity: 'P1', escalateAfterSeconds: null });
    expect(policy).toMatchObject({ escalateAfterSeconds: null, nextUpdateWithinSeconds: 1800 });
  });

  it('shows how it came about', async () => {
    const { policies: shown } = await ask<{ policies: { history: object }[] }>(
      service.url,
      '{ policies { history(last: 2) { totalCount pageInfo { hasPreviousPage } edges { cursor node { kind text actor { name } } } } } }',
    );
    const node = (text: string) => ({
      kind: 'PolicySet',
      text,
      actor: { name: 'Admin key of the configuration' },
    });
    expect(shown[1]?.history).toEqual({
      totalCount: 3,
      pageInfo: { hasPreviousPage: true },
      edges: [
        {
          cursor: '1',
          node: node('Policy of P1 set: guidance “Many suffer” (was “A main function is down for many.”)'),
        },
        { cursor: '2', node: node('Policy of P1 set: escalate after never (was 2 h)') },
      ],
    });
    expect(shown[0]?.history).toMatchObject({ totalCount: 0, edges: [] });
  });

  it('gives a word to one severity only', async () => {
    expect(await refused('setPolicy', { severity: 'P0', words: ['meltdown', 'sev1'] })).toMatchObject({
      code: 'RULE_VIOLATION',
      rule: 'WORD_OF_ANOTHER_SEVERITY',
      message: expect.stringMatching(/“sev1” stands for P1/),
    });
  });

  it.each<[string, object, string]>([
    ['no seconds', { acknowledgeWithinSeconds: 0 }, 'input.acknowledgeWithinSeconds'],
    ['a part of a second', { nextUpdateWithinSeconds: 0.5 }, 'input.nextUpdateWithinSeconds'],
    ['a rollback at once', { rollbackWithinSeconds: 0 }, 'input.rollbackWithinSeconds'],
    ['a year', { escalateAfterSeconds: 31_536_000 }, 'input.escalateAfterSeconds'],
    [
      'a postmortem at once',
      { postmortem: { required: true, dueWithinWorkingDays: 0 } },
      'input.postmortem.dueWithinWorkingDays',
    ],
    ['an empty word', { words: [''] }, 'input.words'],
    [
      'a checklist twice',
      { checklists: [1, 2].map(() => ({ name: 'Triage', items: ['x'] })) },
      'input.checklists',
    ],
    ['a checklist of nothing', { checklists: [{ name: 'Triage', items: [] }] }, 'input.checklists.0.items'],
    ['an endless guidance', { guidance: 'x'.repeat(2001) }, 'input.guidance'],
  ])('refuses %s', async (_, input, path) => {
    expect(await refused('setPolicy', { severity: 'P2', ...input })).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [path],
    });
  });

  it('is for admins to set', async () => {
    const { secret } = await issueKey(service.url, ['read', 'respond']);
    expect(await refused('setPolicy', { severity: 'P2', words: [] }, secret)).toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('refuses a change that rests on an old revision, and knows a retry', async () => {
    expect(await refused('setPolicy', { severity: 'P1', title: 'Main', expectedRevision: 0 })).toMatchObject({
      code: 'CONFLICT',
    });
    const asked = { severity: 'P3', title: 'Slight', idempotencyKey: 'slight' };
    await setPolicy(asked);
    // The words of the others are no part of what is asked.
    await setPolicy({ severity: 'P2', words: ['ticket'] });
    expect(await setPolicy(asked)).toMatchObject({ replayed: true, revision: 0 });
  });
});
