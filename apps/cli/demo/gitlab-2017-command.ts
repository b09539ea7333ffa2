import { Command } from 'commander';
import { type ConnectionOptions, clientOf, withConnection } from './connection.js';
import { gitlab2017 } from './gitlab-2017.js';
import { play } from './play.js';
import { report } from './report.js';
import { say } from '../say.js';
import { readStory } from './story.js';

export const gitlab2017Command = withConnection(
  new Command('gitlab-2017').description(
    'Play the outage of GitLab.com of 31 January 2017, and tell it; again with the same key changes nothing',
  ),
  'read and respond',
).action(async (options: ConnectionOptions, command: Command) => {
  const client = clientOf(options, command);
  const played = await play(gitlab2017, client);
  const story = await readStory(played, client);
  await say(report(gitlab2017, played, story, process.stdout.columns));
});
