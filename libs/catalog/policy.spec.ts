import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { severityOfWord } from '#alert';
import { amina, bela, chatbot, minute } from '#decider/testing';
import { type AnyData, keepsTheLaws, readsItsGoldenFiles, specification } from '#decider/testing';
import { defaultPolicy, severities } from '#incident';
import {
  type PolicyCommand,
  policies,
  policiesInForce,
  termsOf,
  wordsOf as severitiesByWord,
} from './policy.js';
import type { PolicyFields } from './policy-fields.js';
import { catalogRules } from './rules.js';

const { given, after, continued, stateAfter, wordsOf } = specification(policies);

type Asked = Extract<PolicyCommand, { type: 'SetPolicy' }>['data'];
const set = (asked: Partial<Asked>): PolicyCommand => ({
  type: 'SetPolicy',
  data: { severity: 'P1', otherWords: [], ...asked },
});

const aSetPolicy = after([], set({ nextUpdateWithinSeconds: 1800, words: ['SEV1', 'page'] }));
const inForce = (story: typeof aSetPolicy) => {
  const policy = stateAfter(story);
  return policiesInForce(policy ? [policy] : []);
};

describe('the policies in force', () => {
  it('are the defaults where nobody has set any, and say so', () => {
    const all = policiesInForce([]);
    expect(all.map(({ severity }) => severity)).toEqual(severities);
    for (const policy of all) {
      expect(termsOf(policy)).toEqual({ policy: defaultPolicy[policy.severity], checklists: [] });
      expect(policy).toMatchObject({ words: [], setAt: null, setBy: null });
      expect(policy.guidance).not.toBe('');
    }
  });

  it('have what was set, since when and by whom, and the defaults of the others', () => {
    const story = continued([], set({ escalateAfterSeconds: null }), { by: chatbot, onBehalfOf: bela });
    const [p0, p1] = inForce(story);
    expect(p1).toMatchObject({ severity: 'P1', escalateAfterSeconds: null, setAt: minute(0), setBy: bela });
    expect(p0).toMatchObject({ severity: 'P0', setAt: null });
  });

  it('say what a word of another tool stands for, whatever its case, before what is known anyway', () => {
    const words = severitiesByWord(inForce(after([], set({ words: ['Warning', ' Meltdown '] }))));
    expect(severityOfWord('warning', words)).toBe('P1');
    expect(severityOfWord('MELTDOWN', words)).toBe('P1');
    expect(severityOfWord('error', words)).toBe('P2');
    expect(severityOfWord('nonsense', words)).toBeUndefined();
  });

  it('take a word for the worse severity, should two have got it at once', () => {
    const policy = (severity: 'P0' | 'P3') => ({
      ...policiesInForce([])[0],
      ...stateAfter(after([], set({ severity, words: ['page'] }))),
    });
    const both = policiesInForce([]).map((each) =>
      each.severity === 'P0' || each.severity === 'P3' ? { ...each, ...policy(each.severity) } : each,
    );
    expect(severitiesByWord(both).get('page')).toBe('P0');
  });
});

describe('setting a policy', () => {
  it('records it whole, and what was said before', () => {
    given([])
      .when(set({ nextUpdateWithinSeconds: 1800 }))
      .then([
        {
          type: 'PolicySet',
          data: {
            severity: 'P1',
            title: 'Major',
            guidance: 'A main function is down for many.',
            words: [],
            ...defaultPolicy.P1,
            nextUpdateWithinSeconds: 1800,
            checklists: [],
            was: { nextUpdateWithinSeconds: 3600 },
          },
        },
      ]);
  });

  it('leaves what it is not told as it is', () => {
    given(aSetPolicy)
      .when(set({ guidance: 'Many suffer' }))
      .leaves({ guidance: 'Many suffer', nextUpdateWithinSeconds: 1800, words: ['SEV1', 'page'] });
  });

  it('changes nothing where it is so already, but can say that the defaults are meant', () => {
    given(aSetPolicy)
      .when(set({ words: ['SEV1', 'page'] }))
      .changesNothing();
    given([]).when(set({})).leaves({ setBy: amina });
  });

  it('may say how soon a rollback works, also after one that was set before policies said so', () => {
    const older = after([], set({ guidance: 'Many suffer' })).map((happened) => {
      const said = Object.entries(happened.event.data).filter(([name]) => name !== 'rollbackWithinSeconds');
      return { ...happened, event: { ...happened.event, data: Object.fromEntries(said) } };
    });
    expect(stateAfter(older)).toMatchObject({ rollbackWithinSeconds: 300 });
    const story = after(older, set({ rollbackWithinSeconds: 180 }));
    expect(wordsOf(story).at(-1)).toBe('Policy of P1 set: rollback within 3 min (was 5 min)');
  });

  it('keeps each word once', () => {
    given([])
      .when(set({ words: ['page', 'SEV1', 'Page '] }))
      .leaves({ words: ['Page', 'SEV1'] });
  });

  it('is refused where a word stands for another severity', () => {
    given([])
      .when(set({ words: ['page', 'sev1'], otherWords: [{ severity: 'P0', words: ['SEV1'] }] }))
      .refuses('WORD_OF_ANOTHER_SEVERITY', /“sev1” stands for P0/);
  });

  it('is told', () => {
    const checklists = [{ name: 'Triage', items: ['Page the lead', 'Check the graphs'] }];
    const story = after(
      aSetPolicy,
      set({
        escalateAfterSeconds: null,
        acknowledgeWithinSeconds: 90,
        postmortem: { required: true, dueWithinWorkingDays: 1 },
        checklists,
      }),
    );
    expect(wordsOf(story)).toEqual([
      'Policy of P1 set: words SEV1, page (was none); next update within 30 min (was 1 h)',
      'Policy of P1 set: acknowledge within 1 min 30 s (was 10 min); escalate after never (was 2 h); ' +
        'postmortem required, due within 1 working day (was required, due within 2 working days); ' +
        'checklists Triage (2) (was none)',
    ]);
    expect(wordsOf(after([], set({})))).toEqual(['Policy of P1 set: as it was by default']);
  });
});

const seconds = fc.nat({ max: 100_000 });
const words = fc.array(fc.constantFrom('page', 'Page', 'SEV1', 'critical'), { maxLength: 3 });
const anyFields: { readonly [Name in keyof PolicyFields]: fc.Arbitrary<PolicyFields[Name]> } = {
  title: fc.string(),
  guidance: fc.string(),
  words,
  acknowledgeWithinSeconds: seconds,
  nextUpdateWithinSeconds: seconds,
  escalateAfterSeconds: fc.option(seconds),
  rollbackWithinSeconds: seconds,
  postmortem: fc.record({ dueWithinWorkingDays: fc.nat(), required: fc.boolean() }),
  checklists: fc.array(fc.record({ name: fc.string(), items: fc.array(fc.string()) }), { maxLength: 2 }),
};
const anyData: AnyData<PolicyCommand> = {
  SetPolicy: fc.record(
    {
      severity: fc.constant('P1'),
      ...anyFields,
      otherWords: fc.array(fc.record({ severity: fc.constantFrom('P0', 'P2'), words }), { maxLength: 1 }),
    },
    { requiredKeys: ['severity', 'otherWords'] },
  ),
};
keepsTheLaws(policies, catalogRules, anyData, ['SetPolicy']);

readsItsGoldenFiles(policies, 'libs/catalog/golden/policy', 'PolicySet');
