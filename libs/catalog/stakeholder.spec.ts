import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type AnyData,
  keepsTheLaws,
  minute,
  readsItsGoldenFiles,
  specification,
  storyId,
} from '#decider/testing';
import { channels, levels, quadrantOf, reachOf } from './quadrant.js';
import { catalogRules } from './rules.js';
import { type StakeholderCommand, stakeholders } from './stakeholder.js';
import type { StakeholderFields } from './stakeholder-fields.js';

const { given, after, stateAfter, wordsOf } = specification(stakeholders);

const nordbank: StakeholderFields = {
  name: 'Nordbank',
  description: 'The largest customer in Norway',
  power: 'HIGH',
  interest: 'HIGH',
  channels: ['EMAIL', 'SMS'],
  services: ['checkout'],
};
const register = { type: 'RegisterStakeholder', data: nordbank } as const;
const change = (data: Partial<StakeholderFields>) => ({ type: 'ChangeStakeholder', data }) as const;
const remove = { type: 'RemoveStakeholder', data: { reason: 'The contract ended' } } as const;

const aStakeholder = after([], register);
const aRemovedStakeholder = after(aStakeholder, remove);

describe('the quadrant of a stakeholder', () => {
  it('follows from power and interest', () => {
    expect(levels.map((power) => levels.map((interest) => quadrantOf({ power, interest })))).toEqual([
      ['MANAGE_CLOSELY', 'KEEP_SATISFIED'],
      ['KEEP_INFORMED', 'MONITOR'],
    ]);
  });

  it('decides which updates reach them, and how', () => {
    const reach = (power: 'HIGH' | 'LOW') => reachOf({ power, interest: 'LOW', channels: [] });
    expect(reach('HIGH')).toEqual({ audience: 'STAKEHOLDERS', channels: ['EMAIL'] });
    expect(reach('LOW')).toEqual({ audience: 'PUBLIC', channels: ['STATUS_PAGE', 'SOCIAL'] });
  });

  it('leaves them the channels that they have', () => {
    expect(reachOf(nordbank)).toEqual({ audience: 'STAKEHOLDERS', channels: ['EMAIL', 'SMS'] });
  });
});

describe('registering a stakeholder', () => {
  it('records what is said of them, each channel and service once', () => {
    given([])
      .when({ ...register, data: { ...nordbank, channels: ['EMAIL', 'SMS', 'EMAIL'] } })
      .then([{ type: 'StakeholderRegistered', data: { id: storyId, ...nordbank } }]);
    expect(stateAfter(aStakeholder)).toEqual({
      id: storyId,
      ...nordbank,
      removedAt: null,
      removalReason: null,
    });
  });

  it('is refused where they are registered already', () => {
    given(aStakeholder).when(register).refuses('ALREADY_EXISTS');
  });
});

describe('changing a stakeholder', () => {
  it('records how they are now, and what was different before', () => {
    given(aStakeholder)
      .when(change({ interest: 'LOW', description: null }))
      .then([
        {
          type: 'StakeholderChanged',
          data: {
            id: storyId,
            ...nordbank,
            interest: 'LOW',
            description: null,
            was: { description: 'The largest customer in Norway', interest: 'HIGH' },
          },
        },
      ]);
  });

  it('changes nothing where it is so already', () => {
    given(aStakeholder)
      .when(change({ channels: ['EMAIL', 'SMS', 'SMS'] }))
      .changesNothing();
  });

  it('is refused where they were removed', () => {
    given(aRemovedStakeholder)
      .when(change({ interest: 'LOW' }))
      .refuses('STAKEHOLDER_REMOVED', /registerStakeholder/);
  });
});

describe('removing a stakeholder', () => {
  it('says when and why', () => {
    given(aStakeholder)
      .when(remove)
      .leaves({ removedAt: minute(1), removalReason: 'The contract ended' });
  });

  it('changes nothing the second time', () => {
    given(aRemovedStakeholder).when(remove).changesNothing();
  });
});

describe('what became of a stakeholder', () => {
  it('is told', () => {
    const story = after(aStakeholder, change({ name: 'Nordbanken', services: [], interest: 'LOW' }), remove);
    expect(wordsOf(story)).toEqual([
      'Stakeholder Nordbank registered: manage closely',
      'Stakeholder Nordbank changed: name “Nordbanken” (was “Nordbank”); interest LOW (was HIGH); ' +
        'services all (was checkout)',
      'Stakeholder Nordbanken removed: The contract ended',
    ]);
  });
});

const anyFields: { readonly [Name in keyof StakeholderFields]: fc.Arbitrary<StakeholderFields[Name]> } = {
  name: fc.string(),
  description: fc.option(fc.string()),
  power: fc.constantFrom(...levels),
  interest: fc.constantFrom(...levels),
  channels: fc.array(fc.constantFrom(...channels)),
  services: fc.array(fc.constantFrom('checkout', 'search')),
};
const anyData: AnyData<StakeholderCommand> = {
  RegisterStakeholder: fc.record(anyFields),
  ChangeStakeholder: fc.record(anyFields, { requiredKeys: [] }),
  RemoveStakeholder: fc.record({ reason: fc.string() }),
};
keepsTheLaws(stakeholders, catalogRules, anyData, ['RegisterStakeholder']);

readsItsGoldenFiles(stakeholders, 'libs/catalog/golden/stakeholder', 'StakeholderRegistered');
