import { codesOf, send } from './client.js';
import { type Receipt, command, declare } from './commands.js';

/** What a test does on a service, and what comes of it. */
export const acting = (url: () => string) => ({
  /** Declares an incident, and gives its reference. */
  declared: async (input: object): Promise<string> => (await declare(url(), input)).incident.reference,

  /** Sends a command to an incident that must succeed. */
  say: (incidentId: string, mutation: string, input: object = {}): Promise<Receipt> =>
    command(url(), mutation, { incidentId, ...input }),

  /** The code and the rule by which a mutation is refused, and the message. */
  refusalOf: async (mutation: string, input: object, key?: string) => {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`;
    const query = `mutation ($input: ${type}) { ${mutation}(input: $input) { revision } }`;
    const { errors = [] } = await send(url(), query, { input }, key);
    const [{ extensions, message } = {}] = errors;
    return { code: codesOf({ errors })[0], rule: extensions?.['rule'], message };
  },
});

/** The types of the events that a command recorded. */
export const eventsOf = ({ events }: Receipt): string[] => events.map(({ type }) => type);
