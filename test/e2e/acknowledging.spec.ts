import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask } from '../support/client.js';
import { command, declare } from '../support/commands.js';
import { type HostedService, hostService } from '../support/hosted.js';

let service: HostedService;

beforeAll(async () => {
  service = await hostService();
});
afterAll(() => service.stop());

describe('Taking command of what was mitigated at once', () => {
  it('acknowledges it, in the numbers and after a reopening too', async () => {
    const of = (time: string) => `2024-04-02T${time}:00.000Z`;
    const declared = await declare(service.url, { title: 'Mails wait', occurredAt: of('10:00') });
    const input = { incidentId: declared.incident.id };
    const taken = { ...input, role: 'INCIDENT_COMMANDER', person: 'bela' };
    await command(service.url, 'mitigateIncident', { ...input, summary: 'Sent', occurredAt: of('10:05') });
    await command(service.url, 'assignRole', { ...taken, occurredAt: of('10:20') });
    const shown = `{ incident(id: "${input.incidentId}") { status acknowledgeBy
      durations { timeToAcknowledge { state seconds } } } }`;
    const acknowledged = {
      acknowledgeBy: null,
      durations: { timeToAcknowledge: { state: 'RECORDED', seconds: 1200 } },
    };
    expect(await ask(service.url, shown)).toEqual({ incident: { status: 'MITIGATED', ...acknowledged } });
    await command(service.url, 'reopenIncident', { ...input, reason: 'More wait', occurredAt: of('10:30') });
    expect(await ask(service.url, shown)).toEqual({ incident: { status: 'ACKNOWLEDGED', ...acknowledged } });
  });
});
