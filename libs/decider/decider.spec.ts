import { describe, expect, it } from '@jest/globals';
import { amina, minute, specification, storyId } from './testing/index.js';
import {
  type Capability,
  type Command,
  type Event,
  type Genesis,
  Refusal,
  decider,
  fold,
  mustBeNew,
  whoActs,
} from './index.js';

type Lit = Event<'LampLit', { watts: number }>;
type Dimmed = Event<'LampDimmed', { to: number }>;
interface Lamp {
  readonly watts: number;
}
interface Dimmer {
  readonly dimmedTo: number | null;
}

const lighting: Genesis<Lamp, Command<'LightLamp', { watts: number }>, Lit> = {
  decide: {
    LightLamp({ watts }, lamp) {
      mustBeNew(lamp, 'lamp');
      return [{ type: 'LampLit', data: { watts } }];
    },
  },
  evolve: { LampLit: (_, { watts }) => ({ watts }) },
  describe: { LampLit: ({ watts }) => `Lit with ${watts} W` },
};

const refusal = Refusal.by({
  LAMP_TOO_BRIGHT: { means: 'A lamp is dimmed, not raised.', instead: 'Light a stronger one.' },
});
const dimming: Capability<Lamp, Dimmer, Command<'DimLamp', { to: number }>, Dimmed> = {
  initial: { dimmedTo: null },
  decide: {
    DimLamp({ to }, { watts }) {
      if (to > watts) throw refusal('LAMP_TOO_BRIGHT');
      if (to < 0) throw new Error('No lamp has less than no light');
      return [{ type: 'LampDimmed', data: { to } }];
    },
  },
  evolve: { LampDimmed: (_, { to }) => ({ dimmedTo: to }) },
  describe: { LampDimmed: ({ to }) => `Dimmed to ${to} W` },
};

const lamps = decider('lamp', lighting, [dimming]);
const { given, after, stateAfter, wordsOf } = specification(lamps);
const light = { type: 'LightLamp', data: { watts: 40 } } as const;
const aLitLamp = after([], light);
const facts = { occurredAt: minute(0), recordedAt: minute(0), actor: amina };

describe('a decider', () => {
  it('begins with what its genesis says and the capabilities add', () => {
    expect(stateAfter(aLitLamp)).toStrictEqual({ watts: 40, dimmedTo: null });
  });

  it('refuses what is not there yet, and what is there already', () => {
    given([])
      .when({ type: 'DimLamp', data: { to: 1 } })
      .refuses('NOT_FOUND', /no such lamp/);
    given(aLitLamp)
      .when(light)
      .refuses('ALREADY_EXISTS', /lamp exists already/);
  });

  it('refuses in the words of the rule', () => {
    given(aLitLamp)
      .when({ type: 'DimLamp', data: { to: 60 } })
      .refuses('LAMP_TOO_BRIGHT', /^A lamp is dimmed, not raised\. Light a stronger one\.$/);
  });

  it('does not take a mistake in the code for a refusal', () => {
    const context = { now: minute(0), occurredAt: minute(0), actor: amina, id: storyId, newId: () => 'id' };
    expect(() =>
      lamps.decide({ type: 'DimLamp', data: { to: -1 } }, { watts: 40, dimmedTo: null }, context),
    ).toThrow('No lamp has less than no light');
  });

  it('is not moved by events that it does not know', () => {
    const unknown = { event: { type: 'LampPainted', data: {} }, facts };
    expect(fold(lamps, [unknown])).toBeUndefined();
    expect(fold(lamps, [...aLitLamp, unknown])).toEqual(stateAfter(aLitLamp));
    expect(lamps.describe(unknown)).toBe('LampPainted');
  });

  it('is not moved by what comes before it began', () => {
    expect(fold(lamps, [{ event: { type: 'LampDimmed', data: { to: 1 } }, facts }])).toBeUndefined();
  });

  it('folds on from a state as from the start', () => {
    const [lit, ...rest] = after(aLitLamp, { type: 'DimLamp', data: { to: 20 } });
    const begun = fold(lamps, lit ? [lit] : []);
    expect(fold(lamps, rest, begun)).toStrictEqual({ watts: 40, dimmedTo: 20 });
  });

  it('knows its events, and words them', () => {
    expect(lamps.eventTypes).toEqual(['LampLit', 'LampDimmed']);
    expect(wordsOf(aLitLamp)).toEqual(['Lit with 40 W']);
  });

  it('cannot be composed of parts that claim the same command', () => {
    expect(() => decider('lamp', lighting, [dimming, dimming])).toThrow('Two capabilities claim DimLamp');
  });
});

describe('who acts', () => {
  const bot = { kind: 'API_KEY', id: 'key-1', name: 'chatbot' } as const;

  it('is the person for whom a tool acts, else the actor', () => {
    expect(whoActs({ actor: bot, onBehalfOf: amina })).toBe(amina);
    expect(whoActs({ actor: bot })).toBe(bot);
  });
});
