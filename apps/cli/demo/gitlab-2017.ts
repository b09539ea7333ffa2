import { outage } from './gitlab-2017-outage.js';
import { recovery } from './gitlab-2017-recovery.js';
import { type Script, declare } from './step.js';

/**
 * The outage of GitLab.com of 31 January 2017, in our own words. What happened when is as GitLab published it, to
 * the second for what its status account said. GitLab ran no Sitrep: the severities and roles are ours, and so are
 * what of its public notes became an update and the times of the few entries that it gives none for.
 */
export const gitlab2017: Script = {
  name: 'gitlab-2017',
  title: 'The GitLab.com database outage of 31 January 2017',
  sources: [
    'https://about.gitlab.com/blog/2017/02/01/gitlab-dot-com-database-incident/',
    'https://about.gitlab.com/blog/2017/02/10/postmortem-of-database-outage-of-january-31/',
  ],
  declaration: declare({
    title: 'GitLab.com: the database is unstable under spam',
    summary: 'Spammers create snippets in such numbers that the database becomes unstable.',
    severity: 'P2',
    services: ['gitlab-com'],
    detectedBy: 'EMPLOYEE',
  })('declared', '2017-01-31T18:00:00Z'),
  steps: [...outage, ...recovery],
};
