import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type AnyData, keepsTheLaws, readsItsGoldenFiles, specification, storyId } from '#decider/testing';
import { serviceName } from './registration.js';
import { type ServiceCommand, services } from './service.js';

const { given, after, stateAfter, wordsOf } = specification(services);

const register = {
  type: 'RegisterService',
  data: { name: 'checkout', title: 'Checkout', team: 'payments', tier: 1, availabilityTarget: 0.999 },
} as const satisfies ServiceCommand;
const registerByName = { type: 'RegisterService', data: { name: 'search' } } as const;

const aRegisteredService = after([], register);

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
};
keepsTheLaws(services, {}, anyData, ['RegisterService']);

readsItsGoldenFiles(services, 'libs/catalog/golden', 'ServiceRegistered');
