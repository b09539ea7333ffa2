import { Command } from 'commander';
import { Client } from './demo/client.js';
import { gitlab2017 } from './demo/gitlab-2017.js';
import { play } from './demo/play.js';
import { report } from './demo/report.js';
import { readStory } from './demo/story.js';
import { environment } from './environment.js';

export const demoCommand = new Command('demo')
  .description(
    'Play a real outage through the API of the running service, and tell it; again changes nothing',
  )
  .option('--url <url>', 'the GraphQL endpoint; as the configuration says, unless given')
  .option('--key <key>', 'a key with the scopes read and respond; SITREP_ADMIN_KEY, unless given')
  .action(async (options: { url?: string; key?: string }, command: Command) => {
    const { adminKey, host, port } = environment();
    const key = options.key ?? adminKey;
    if (key === undefined) {
      command.error(
        'The demo needs a key: npm run demo -- --key sitrep_… (npm start prints one), or SITREP_ADMIN_KEY.',
      );
    }
    const url = options.url ?? `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}/graphql`;
    const client = new Client(url, key);
    const played = await play(gitlab2017, client);
    const story = await readStory(played, client);
    console.log(report(gitlab2017, played, story, process.stdout.columns));
  });
