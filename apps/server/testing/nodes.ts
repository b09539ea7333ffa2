import { randomUUID } from 'node:crypto';
import type { EventLog } from '#event-log';
import { all, failureOf } from '#event-log/testing';
import { type IncidentCommand, incidents } from '#incident';
import type { Caller } from '../access/caller.js';
import { type CommandOptions, Execute } from '../commands/execute.js';
import { begin, record } from '../commands/record.js';
import { type Known, Streams } from '../commands/streams.js';

export const caller: Caller = {
  principal: {
    id: '8f14e45f-ceea-467f-9f0e-0f4a3c2b1d00',
    name: 'Chatbot',
    kind: 'API_KEY',
    scopes: ['respond'],
    expiresAt: null,
  },
  correlationId: 'request-7',
  source: 'graphql',
};

/** A node of the service, as far as one incident goes, whose views know this of it. */
export const aNode = (log: EventLog, id: string = randomUUID(), recalled?: Known) => {
  const streams = new Streams(log, () => recalled);
  const execute = (command: IncidentCommand, options: CommandOptions = {}) => {
    const order = new Execute(incidents, id, command, caller, options);
    return record(streams, order, begin(order));
  };
  return { execute, events: () => all(log.read(`incident-${id}`)), id };
};

/** A node that has declared its incident. */
export async function withIncident(log: EventLog, alerts: string[] = []) {
  const node = aNode(log);
  const declared = await node.execute(declaration(alerts));
  return { ...node, declared };
}

const declaration = (alerts: string[] = []): IncidentCommand => ({
  type: 'DeclareIncident',
  data: {
    title: 'Checkout fails',
    summary: '',
    severity: 'P3',
    services: [],
    detectedBy: 'EMPLOYEE',
    security: false,
    drill: false,
    visibility: 'ORGANIZATION',
    alerts: alerts.map((alertId) => ({ alertId })),
  },
});
export const note = (body: string): IncidentCommand => ({
  type: 'RecordNote',
  data: { kind: 'ACTION', body },
});
export const severity = (to: 'P2' | 'P3'): IncidentCommand => ({
  type: 'ChangeSeverity',
  data: { to, reason: 'More is known' },
});
export const resolve: IncidentCommand = { type: 'ResolveIncident', data: { resolution: 'Rolled back' } };
export const close: IncidentCommand = { type: 'CloseIncident', data: {} };

/** The code of what a command was refused with, and what is told beside it; else what it failed with. */
export const refusal = async (promise: Promise<unknown>) => {
  const failure = await failureOf(promise);
  return failure instanceof Error && 'extensions' in failure ? failure.extensions : failure;
};
