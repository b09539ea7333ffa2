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
import { serviceName } from './registration.js';
import { catalogRules } from './rules.js';
import { type ServiceCommand, services } from './service.js';

const { given, after, stateAfter, wordsOf } = specification(services);

const register = {
  type: 'RegisterService',
  data: { name: 'checkout', title: 'Checkout', team: 'payments', tier: 1, availabilityTarget: 0.999 },
} as const satisfies ServiceCommand;
const registerByName = { type: 'RegisterService', data: { name: 'search' } } as const;

const retire = { type: 'RetireService', data: { reason: 'Replaced by pay' } } as const;
const change = (data: Extract<ServiceCommand, { type: 'ChangeService' }>['data']) =>
  ({ type: 'ChangeService', data }) as const;

const aRegisteredService = after([], register);
const aRetiredService = after(aRegisteredService, retire);

describe('registering a service', () => {
  it('records what is said of it', () => {
    given([])
      .when(register)
      .then([{ type: 'ServiceRegistered', data: { id: storyId, ...register.data } }]);
  });

  it('needs no more than its name', () => {
    expect(stateAfter(after([], registerByName))).toStrictEqual({
      id: storyId,
      name: 'search',
      title: 'search',
      team: null,
      tier: null,
      availabilityTarget: null,
      retiredAt: null,
      retirementReason: null,
    });
  });

  it('changes nothing where it is registered so already', () => {
    given(aRegisteredService).when(register).changesNothing();
    given(after([], registerByName)).when(registerByName).changesNothing();
  });

  it('is refused where it is registered differently', () => {
    given(aRegisteredService)
      .when({ type: 'RegisterService', data: { ...register.data, team: 'platform' } })
      .refuses('ALREADY_EXISTS', /Change it instead/);
  });

  it('is told', () => {
    expect(wordsOf(aRegisteredService)).toEqual([
      'Service Checkout (checkout) registered, owned by payments',
    ]);
    expect(wordsOf(after([], registerByName))).toEqual(['Service search registered']);
  });
});

describe('changing a service', () => {
  it('records how it is now, and what was different before', () => {
    given(aRegisteredService)
      .when(change({ team: 'platform', tier: null }))
      .then([
        {
          type: 'ServiceChanged',
          data: {
            id: storyId,
            ...register.data,
            team: 'platform',
            tier: null,
            was: { team: 'payments', tier: 1 },
          },
        },
      ]);
  });

  it('leaves the rest as it is', () => {
    given(aRegisteredService)
      .when(change({ team: null }))
      .leaves({ ...register.data, team: null });
  });

  it('changes nothing where it is so already', () => {
    given(aRegisteredService)
      .when(change({ team: 'payments' }))
      .changesNothing();
    given(aRegisteredService).when(change({})).changesNothing();
  });

  it('is refused where the service is retired, or was never registered', () => {
    given(aRetiredService)
      .when(change({ tier: 2 }))
      .refuses('SERVICE_RETIRED', /registerService/);
    given([])
      .when(change({ tier: 2 }))
      .refuses('NOT_FOUND');
  });

  it('is told', () => {
    expect(
      wordsOf(after(aRegisteredService, change({ team: null, availabilityTarget: 0.9995 }))).at(-1),
    ).toBe('Service checkout changed: team none (was payments); availability target 99.95 % (was 99.9 %)');
  });
});

describe('retiring a service', () => {
  it('says when and why', () => {
    given(aRegisteredService)
      .when(retire)
      .leaves({ name: 'checkout', retiredAt: minute(1), retirementReason: 'Replaced by pay' });
    expect(wordsOf(aRetiredService).at(-1)).toBe('Service checkout retired: Replaced by pay');
  });

  it('changes nothing the second time', () => {
    given(aRetiredService).when(retire).changesNothing();
  });

  it('can be taken back by registering it again', () => {
    given(aRetiredService).when(registerByName).leaves({ title: 'search', retiredAt: null, team: null });
  });
});

describe('the name of a service', () => {
  it.each(['checkout', 'checkout-api', 'k8s-2'])('may be %s', (name) => {
    expect(name).toMatch(serviceName);
  });

  it.each(['', 'Checkout', 'checkout api', '-api', 'api-', 'a--b', 'café'])('may not be %j', (name) => {
    expect(name).not.toMatch(serviceName);
  });
});

const anyData: AnyData<ServiceCommand> = {
  RegisterService: fc.record(
    {
      name: fc.constant('checkout'),
      title: fc.string(),
      team: fc.string(),
      tier: fc.nat(),
      availabilityTarget: fc.double({ min: 0, max: 1, noNaN: true }),
    },
    { requiredKeys: ['name'] },
  ),
  ChangeService: fc.record(
    {
      title: fc.string(),
      team: fc.option(fc.string()),
      tier: fc.option(fc.nat()),
      availabilityTarget: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    },
    { requiredKeys: [] },
  ),
  RetireService: fc.record({ reason: fc.string() }),
};
keepsTheLaws(services, catalogRules, anyData, ['RegisterService']);

readsItsGoldenFiles(services, 'libs/catalog/golden/service', 'ServiceRegistered');
