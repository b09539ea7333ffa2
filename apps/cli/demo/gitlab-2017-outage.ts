import { commander, first, second, spokesperson, third } from './gitlab-2017-people.js';
import { type Step, assign, cause, did, join, saw, severity, update } from './step.js';

/** 31 January, until the data is gone. */
export const outage: readonly Step[] = [
  assign('INCIDENT_COMMANDER', commander)('commander', '2017-01-31T18:05:00Z'),
  assign('TECHNICAL_LEAD', first)('technical-lead', '2017-01-31T18:05:00Z'),
  assign('BUSINESS_LEAD', spokesperson)('business-lead', '2017-01-31T18:10:00Z'),
  did(
    'For an experiment with load balancing in staging, a snapshot (LVM) of the production database was taken by hand at 17:20 and loaded there. Otherwise one is made every 24 hours, at 01:00.',
  )('snapshot', '2017-01-31T17:20:00Z'),
  saw('The load of the database rises. Many users cannot comment on issues and merge requests.')(
    'load',
    '2017-01-31T19:00:00Z',
  ),
  saw('The database is locked up for writes. GitLab.com is down for some of its users.')(
    'locked',
    '2017-01-31T21:00:00Z',
  ),
  severity('P1', 'Writes are locked up; the site is down for some')('p1', '2017-01-31T21:00:00Z'),
  did('The spammers are blocked by their IP addresses.')('blocked', '2017-01-31T21:10:00Z'),
  did(
    'A user is removed who used a repository to distribute files: 47,000 IP addresses were signed in with that one account.',
  )('cdn', '2017-01-31T21:20:00Z'),
  did('The users who created the snippets are removed.')('spammers', '2017-01-31T21:30:00Z'),
  update(
    'PUBLIC',
    'The load of our database is high because of spam. You may get errors when you comment; we are working on it.',
  )('update-spam', '2017-01-31T21:34:16Z'),
  cause(
    'CAPACITY',
    'MEDIUM',
    'Spam: snippets are created faster than the database takes them',
  )('cause-spam', '2017-01-31T21:40:00Z'),
  saw(
    'Paged: the replication to the secondary, db2, lags about 4 GB behind and has in effect stopped. The primary has already removed what the secondary lacks.',
  )('paged', '2017-01-31T22:00:00Z'),
  did(
    "Attempt 1: wipe db2's data directory and copy the database over anew (pg_basebackup). No effect: db2 is refused, since max_wal_senders of the primary, 3, is too low.",
  )('attempt-1', '2017-01-31T22:15:00Z'),
  did(
    'Attempt 2: raise max_wal_senders to 32 and restart the primary. Made worse: PostgreSQL does not start any more, for too many semaphores.',
  )('attempt-2', '2017-01-31T22:30:00Z'),
  did(
    'Attempt 3: lower max_connections from 8,000, which has worked for almost a year, to 2,000. PostgreSQL starts. But db2 still does not replicate: pg_basebackup hangs and says nothing.',
  )('attempt-3', '2017-01-31T22:45:00Z'),
  saw('strace shows pg_basebackup waiting in poll, and nothing else.')('strace', '2017-01-31T22:55:00Z'),
  saw('It is late where the technical lead is; he had meant to sign off before the replication broke.')(
    'late',
    '2017-01-31T23:00:00Z',
  ),
  did(
    'Attempt 4: the data directory, though empty, may be what keeps pg_basebackup from starting; so it is removed. Made worse: this was db1, the primary, not db2. Stopped after a second or two. Of some 300 GB about 4.5 GB are left.',
  )('deleted', '2017-01-31T23:27:00Z'),
  severity('P0', 'The data of the primary database is gone, and the secondary had been wiped before')(
    'p0',
    '2017-01-31T23:27:30Z',
  ),
  cause(
    'HUMAN_ERROR',
    'HIGH',
    "The data directory of the primary was removed in the belief that it was the secondary's",
  )('cause-deleted', '2017-01-31T23:28:00Z'),
  update(
    'PUBLIC',
    'We have to do emergency maintenance on the database, and take GitLab.com offline for it.',
  )('update-offline', '2017-01-31T23:28:38Z'),
  join(second)('second-joins', '2017-01-31T23:30:00Z'),
  join(third)('third-joins', '2017-01-31T23:30:00Z'),
];
