import { Command, InvalidArgumentError, Option } from 'commander';
import { openHistory } from '#history';
import { type Scope, scopes } from '#access';
import { InvalidConfig, logUrlOf } from '../server/config/config.js';
import { readSigner } from '../server/notary/seal.js';
import { missingLog } from './audit/log-file.js';
import { environment } from './environment.js';
import { NotShown, say } from './say.js';

const issue = new Command('issue')
  .description('Make a key and print it, once. The service may be running')
  .requiredOption('--name <name>', 'what the key is for', keyName)
  .addOption(
    new Option('--scopes <scope...>', 'what it may do')
      .choices([...scopes])
      .default([...scopes], 'all scopes'),
  )
  .action(async (options: { name: string; scopes: Scope[] }) => {
    const { issueKey } = await import('../server/index.js');
    const config = environment();
    const begun = missingLog(config);
    const log = await openHistory(logUrlOf(config));
    try {
      const { id, secret } = await issueKey(log, options.name, options.scopes);
      await say(secret).catch((error: unknown) => {
        throw notShown(id, error);
      });
      if (begun !== undefined)
        console.error(
          `There was no log ${begun}: it was begun with this key. If you meant another one, remove it and set SITREP_DATA_DIR.`,
        );
    } finally {
      await log.close();
    }
  });

const notShown = (id: string, error: unknown): NotShown =>
  new NotShown(
    `The key was issued, but could not be shown (${error instanceof Error ? error.message : String(error)}), so that nobody has it. Issue another one, and revoke this one by its id, ${id}, with the mutation revokeApiKey.`,
    { cause: error },
  );

/** What `issueApiKey` takes for one. */
function keyName(text: string): string {
  if (text.length > 200 || !/^\P{Cc}*\S\P{Cc}*$/u.test(text))
    throw new InvalidArgumentError('Give one line of 1 to 200 characters.');
  return text;
}

const checkpoint = new Command('checkpoint')
  .description('Print the public key to the signed checkpoints, for those who are to check the log')
  .action(async () => {
    const signer = readSigner(environment());
    if (!signer) throw new InvalidConfig('There is no key to checkpoints yet: the first start makes one.');
    await say(String(signer.verifier));
  });

export const keysCommand = new Command('keys')
  .description('Keys to the API, made directly in the log, and the key to its checkpoints')
  .addCommand(issue)
  .addCommand(checkpoint);
