import { DAY, HOUR, iso } from './calendar.js';
import { policies } from './policies.js';
import { demoServices, retired } from './services.js';
import { stakeholders } from './stakeholders.js';
import type { OrganizationStep, Phase } from './step.js';

/** How the first service is named, by which it shows in a log that the organization is there. */
export const landmark = demoServices[0] ?? retired;

/** Policies, services and stakeholders, from the first day on, and what of them changes later. */
export function catalog(from: number, until: number): Phase {
  const later = (part: number) => iso(from + Math.floor(((until - from) * part) / HOUR) * HOUR);
  const first = iso(from);
  const step = (
    mutation: string,
    name: string,
    input: OrganizationStep['input'],
    occurredAt: string,
    links: Pick<OrganizationStep, 'ids' | 'makes'> = {},
  ): OrganizationStep => ({ key: `${mutation}/${name}`, mutation, input, occurredAt, ...links });

  const registered = [...demoServices, retired].map(({ pace: _, function: __, ...service }) =>
    step('registerService', service.name, service, first, {
      makes: { [`service/${service.name}`]: { kind: 'service' } },
    }),
  );
  const introduced = stakeholders.map(({ key, ...stakeholder }) =>
    step('registerStakeholder', key, stakeholder, first, {
      makes: { [`stakeholder/${key}`]: { kind: 'stakeholder' } },
    }),
  );
  const changes = [
    step('changeService', 'reporting', { team: 'data', availabilityTarget: 0.995 }, later(0.4), {
      ids: { serviceId: 'service/reporting' },
    }),
    step('retireService', retired.name, { reason: 'Recipes are a part of the storefront now' }, later(0.6), {
      ids: { serviceId: `service/${retired.name}` },
    }),
    step('changeStakeholder', 'press', { power: 'HIGH', channels: ['EMAIL', 'STATUS_PAGE'] }, later(0.5), {
      ids: { stakeholderId: 'stakeholder/press' },
    }),
    step('removeStakeholder', 'freight', { reason: 'The contract has ended' }, later(0.7), {
      ids: { stakeholderId: 'stakeholder/freight' },
    }),
  ];
  const set = policies.map((policy) => step('setPolicy', policy.severity, { ...policy }, iso(from - DAY)));
  return [[...registered, ...set, ...introduced, ...changes]];
}
