import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ask } from '../support/client.js';
import { command, declare } from '../support/commands.js';
import { type HostedService, hostService } from '../support/hosted.js';

let service: HostedService;

beforeAll(async () => {
  service = await hostService();
});
afterAll(() => service.stop());

it('A title may be an emoji, though its joiners cannot be seen, and a summary may be empty', async () => {
  const { incident } = await declare(service.url, { title: 'Fire', summary: 'In the machine room' });
  const changed = { title: '\u{1f469}\u200d\u{1f692}', summary: '' };
  await command(service.url, 'changeDetails', { incidentId: incident.id, ...changed });
  const shown = await ask(service.url, `{ incident(id: "${incident.id}") { title summary } }`);
  expect(shown).toEqual({ incident: changed });
});
