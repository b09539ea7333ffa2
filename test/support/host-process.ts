import '../../apps/cli/production.js';
import { fastify } from 'fastify';
import { pino } from 'pino';
import { type Listening, readConfig, serve } from '../../apps/server/index.js';

/**
 * A process that opens services beside each other for tests, each by the same call as `sitrep serve`: so the program
 * is loaded once. POST opens one with the settings of the body, and DELETE closes the one whose address is the body.
 * It ends with the process that started it.
 */
const host = fastify();
const unheard = { adminKeyMade: () => undefined };
const services = new Map<string, Listening>();

host.post<{ Body: Readonly<Record<string, string>> }>('/', async ({ body }) => {
  const service = await serve(readConfig(body), pino({ level: 'silent' }), unheard);
  services.set(service.url, service);
  return { url: service.url };
});

host.delete<{ Body: { readonly url: string } }>('/', async ({ body: { url } }) => {
  await services.get(url)?.close();
  services.delete(url);
  return {};
});

process.send?.(await host.listen({ port: 0 }));
process.once('disconnect', () => process.exit());
