import { scribe, second } from './gitlab-2017-people.js';
import {
  type Step,
  asked,
  assign,
  close,
  decided,
  did,
  handOff,
  mitigate,
  resolve,
  saw,
  update,
} from './step.js';

/** From the search for a backup to the postmortem. */
export const recovery: readonly Step[] = [
  assign('SCRIBE', scribe)('scribe', '2017-01-31T23:30:00Z'),
  asked(
    'Can the deleted files be brought back? No: PostgreSQL does not keep all of them open, and the disk lets go of deleted data quickly.',
  )('undelete', '2017-01-31T23:32:00Z'),
  saw('The daily backups are not there: the S3 bucket is empty.')('s3', '2017-01-31T23:35:00Z'),
  saw(
    'Why: pg_dump of PostgreSQL 9.2 was run against a database of 9.6. It fails at once. The mails that say so were rejected, being unsigned (DMARC), so that nobody ever saw one.',
  )('pg-dump', '2017-01-31T23:40:00Z'),
  saw('Snapshots of the disks (Azure) are taken of the file servers, not of the database servers.')(
    'azure',
    '2017-01-31T23:42:00Z',
  ),
  saw(
    'There are two LVM snapshots: the automatic one, almost 24 hours old, and the one taken by hand at 17:20 for staging. Of five ways to back up or replicate the data, not one can be relied on.',
  )('five-ways', '2017-01-31T23:45:00Z'),
  update(
    'STAKEHOLDERS',
    'Repositories and wikis are not affected, nor are self-managed installations and GitHost. What was written to the database since 17:20 will probably be lost.',
  )('update-scope', '2017-01-31T23:50:00Z'),
  decided(
    'Restore from staging, to the state of 17:20. It loses six hours and the webhooks, which are stripped from staging; the alternative loses almost 24 hours.',
  )('restore-staging', '2017-01-31T23:55:00Z'),
  handOff(
    'TECHNICAL_LEAD',
    second,
    'The only usable copy is on db1 in staging. I had better run nothing with sudo any more today; please do the restore.',
  )('hand-off', '2017-01-31T23:58:00Z'),
  did('The copy in staging is backed up before anything is done with it.')('backup', '2017-02-01T00:36:00Z'),
  update(
    'PUBLIC',
    'Production data was deleted by accident; we may have to restore it from a backup. Our notes are in a public document, as we write them.',
  )('update-deleted', '2017-02-01T00:44:15Z'),
  did("Staging's database is mounted on the production host.")('mount', '2017-02-01T00:55:00Z'),
  did('A file server is taken as temporary storage.')('storage', '2017-02-01T01:05:00Z'),
  did('What is left of the production data, with the write-ahead log, is archived.')(
    'archive',
    '2017-02-01T01:18:00Z',
  ),
  did('The copy (rsync) from staging to production begins.')('rsync', '2017-02-01T01:58:00Z'),
  update(
    'PUBLIC',
    'The page shown instead of GitLab.com now says what happened. We restore a copy of the database that is six hours old.',
    { nextUpdateDueAt: '2017-02-01T04:00:00Z' },
  )('update-page', '2017-02-01T02:00:00Z'),
  saw('About half of the files are copied.')('half', '2017-02-01T03:00:00Z'),
  update(
    'PUBLIC',
    'By number of files the copy is at 56%. It is slow because it crosses regions and because the disks of staging are limited to about 60 Mbit/s. You can watch us work: the recovery is streamed live.',
    { nextUpdateDueAt: '2017-02-01T08:00:00Z' },
  )('update-rate', '2017-02-01T04:00:00Z'),
  saw(
    'In staging there is another copy of the snapshot, from before the webhooks were stripped. They can be exported from it.',
  )('webhooks-found', '2017-02-01T07:00:00Z'),
  update(
    'PUBLIC',
    'By size the copy is at 42%; it goes on as before. We found a way to restore the webhooks as well.',
    { nextUpdateDueAt: '2017-02-01T16:30:00Z' },
  )('update-slow', '2017-02-01T08:07:00Z'),
  did('The copy is complete.')('copied', '2017-02-01T16:28:00Z'),
  did('A snapshot of the production host is taken before the database is started.')(
    'before-start',
    '2017-02-01T16:36:00Z',
  ),
  did('PostgreSQL is brought to 9.6.1, the version of staging.')('version', '2017-02-01T16:45:00Z'),
  did('The database is started.')('started', '2017-02-01T16:53:00Z'),
  did(
    'All sequences are raised by 100,000, so that no id that was given out in the lost hours is given out again.',
  )('sequences', '2017-02-01T16:56:00Z'),
  mitigate('The database is back in the state of 31 January, 17:20, still without webhooks')(
    'mitigated',
    '2017-02-01T17:00:00Z',
  ),
  resolve(
    'Restored from the snapshot of 17:20; the webhooks are imported and everything is confirmed to work',
  )('resolved', '2017-02-01T18:00:00Z'),
  update(
    'PUBLIC',
    'GitLab.com is back online. We lost what was written to the database between 17:20 and about midnight of 31 January; a postmortem follows.',
    { last: true },
  )('update-back', '2017-02-01T18:14:00Z'),
  saw(
    'The estimate of what was lost: about 5,000 projects, 5,000 comments and 700 new user accounts. Some 5,000 people at once watched the recovery.',
  )('lost', '2017-02-10T12:00:00Z'),
  saw(
    'Part of the load came from a job that deleted the account of an employee, which a troll had reported for abuse. And pg_basebackup did not hang: it waits silently until the primary begins to send.',
  )('hindsight', '2017-02-10T12:00:00Z'),
  decided(
    'Backups and their recovery get an owner. They had been tested by nobody because they belonged to nobody.',
  )('owner', '2017-02-10T12:00:00Z'),
  close('The postmortem is published')('closed', '2017-02-10T12:00:00Z'),
];
