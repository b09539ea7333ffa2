import { Command, InvalidArgumentError } from 'commander';
import { instantOf } from '../../server/graphql/instant.js';
import { type ConnectionOptions, clientOf, withConnection } from './connection.js';
import { untilWhen } from './organization/found.js';
import { organization } from './organization/organization.js';
import { playOrganization } from './organization/play.js';
import { readYear } from './organization/year.js';
import { yearReport } from './organization/year-report.js';
import { progressBar } from '../progress.js';
import { say } from '../say.js';

interface Options extends ConnectionOptions {
  readonly months: number;
  readonly seed: number;
  readonly until?: string;
}

export const organizationCommand = withConnection(
  new Command('organization').description(
    'Play a year of an invented company, with all that goes wrong in it; again with the same key changes nothing',
  ),
  'read, respond, ingest and admin',
)
  .option('--months <number>', 'how long a time is told of', wholeNumber(1, 24), 12)
  .option('--until <date>', 'its end, as in 2026-11-01; as told before, else the start of today', date)
  .option('--seed <number>', 'another number tells of another year', wholeNumber(0, 1_000_000), 1)
  // What is no command of the demo comes here, to its default.
  .allowExcessArguments()
  .action(async ({ months, seed, ...options }: Options, command: Command) => {
    const [nothing] = command.args;
    if (nothing !== undefined)
      command.error(`There is no demo ${nothing}: there are organization and gitlab-2017.`);
    const client = clientOf(options, command);
    const until = await untilWhen({ months, ...options }, Date.now(), client);
    const told = organization({ months, seed, until });
    const progress = progressBar(process.stderr, 'commands');
    const played = await playOrganization(told, client, progress.show).finally(progress.end);
    await say(yearReport(told, played, await readYear(told, played, client)));
  });

function wholeNumber(from: number, to: number) {
  return (text: string): number => {
    const number = Number(text);
    if (!Number.isInteger(number) || number < from || number > to)
      throw new InvalidArgumentError(`Give a whole number from ${from} to ${to}.`);
    return number;
  };
}

function date(text: string): string {
  const at = instantOf(`${text}T00:00:00Z`);
  if (at === undefined || Date.parse(at) > Date.now())
    throw new InvalidArgumentError('Give a day that has begun, such as 2026-11-01.');
  return at;
}
