import type { Capability, Command, Event } from '#decider';
import { changed, inWords } from './change.js';
import { refusal } from './rules.js';
import { type Service, type ServiceDescription, type ServiceFields, fields } from './service-fields.js';

export type ServiceChangeCommand =
  Command<'ChangeService', Partial<ServiceFields>> | Command<'RetireService', { readonly reason: string }>;

export type ServiceChangeEvent =
  /** Something else is said of a service than before. */
  | Event<
      'ServiceChanged',
      ServiceDescription & {
        /** What was said before of that which is said differently now. */
        readonly was: Partial<ServiceFields>;
      }
    >
  /** A service is no longer run. */
  | Event<'ServiceRetired', { readonly name: string; readonly reason: string }>;

/** What becomes of a service. It changes in what it is told; the rest stays as it is. */
export const serviceChange: Capability<Service, object, ServiceChangeCommand, ServiceChangeEvent> = {
  initial: {},
  decide: {
    ChangeService(asked, { retiredAt, retirementReason, ...before }) {
      if (retiredAt !== null) throw refusal('SERVICE_RETIRED');
      const after = { ...before, ...asked };
      const was = changed(fields, before, after);
      return was ? [{ type: 'ServiceChanged', data: { ...after, was } }] : [];
    },
    RetireService: ({ reason }, { name, retiredAt }) =>
      retiredAt === null ? [{ type: 'ServiceRetired', data: { name, reason } }] : [],
  },
  evolve: {
    ServiceChanged: (_, { was, ...changed }) => changed,
    ServiceRetired: (_, { reason }, { occurredAt }) => ({ retiredAt: occurredAt, retirementReason: reason }),
  },
  describe: {
    ServiceChanged: ({ name, was, ...now }) => `Service ${name} changed: ${inWords(fields, now, was)}`,
    ServiceRetired: ({ name, reason }) => `Service ${name} retired: ${reason}`,
  },
};
