import { describe, expect, it } from '@jest/globals';
import { OutcomeUnknown, WrongExpectedRevision } from '#event-log';
import { failureOf } from '#event-log/testing';
import { fold } from '#decider';
import { incidents } from '#incident';
import { aNode, close, note, refusal, resolve, severity, withIncident } from '../testing/nodes.js';
import { instead, temporaryLogs } from '../testing/logs.js';

const { aLog, aLogOfTwoNodes } = temporaryLogs();

describe('a command to what another node has changed', () => {
  it('is decided again on what is there now, unless it names the revision that it saw', async () => {
    const [log, otherLog] = await aLogOfTwoNodes();
    const { events, execute, id } = await withIncident(log);
    const other = aNode(otherLog, id);

    await other.execute(severity('P2'));
    expect(await execute(severity('P2'))).toMatchObject({ revision: 1, events: [] });
    await other.execute(resolve);
    expect(await execute(close)).toMatchObject({ revision: 3 });
    expect(await other.execute(note('Done'))).toMatchObject({ revision: 4 });
    expect((await events()).map(({ revision }) => revision)).toEqual([0, 1, 2, 3, 4]);
  });

  it('is refused with both revisions where it names another than the actual one', async () => {
    const [log, otherLog] = await aLogOfTwoNodes();
    const { execute, id } = await withIncident(log);
    await aNode(otherLog, id).execute(severity('P2'));
    const stale = { code: 'CONFLICT', expectedRevision: 0, actualRevision: 1 };
    expect(await refusal(execute(note('Seen'), { expectedRevision: 0 }))).toMatchObject(stale);
    expect(await refusal(execute(severity('P2'), { expectedRevision: 0 }))).toMatchObject(stale);
    expect(await execute(note('Seen'), { expectedRevision: 1 })).toMatchObject({ revision: 2 });
    const ahead = { code: 'CONFLICT', expectedRevision: 9, actualRevision: 2 };
    expect(await refusal(execute(note('Seen'), { expectedRevision: 9 }))).toMatchObject(ahead);
  });

  it('reads no more, when others are first, than what they have added', async () => {
    const [log, otherLog] = await aLogOfTwoNodes();
    const { execute, id } = await withIncident(log);
    for (let count = 0; count < 20; count += 1) await execute(note('Looked into it'));
    const read: number[] = [];
    const late = instead(otherLog, {
      append: async (...append) => {
        if (read.length < 4) await execute(note('Faster'));
        return otherLog.append(...append);
      },
      read: async function* (...of) {
        const at = read.push(0) - 1;
        for await (const event of otherLog.read(...of)) {
          read[at] = (read[at] ?? 0) + 1;
          yield event;
        }
      },
    });
    const answer = await aNode(late, id).execute(note('At last'));
    expect(answer).toMatchObject({ revision: 24, replayed: false });
    expect(read).toEqual([21, 1, 1, 1]);
  });

  it('is decided on all of it where an older copy of the log has taken its place', async () => {
    let log = await aLog();
    const replaceable = instead(log, {
      append: (...append) => log.append(...append),
      read: (...read) => log.read(...read),
    });
    const { events, execute, id } = await withIncident(replaceable);
    const copy = await aLog();
    await copy.append(`incident-${id}`, 'none', await events());
    await execute(note('Since the copy was made'));
    await execute(resolve);
    log = copy;
    expect(await execute(note('Again'))).toMatchObject({ revision: 1 });
    expect((await events()).map(({ type }) => type)).toEqual(['IncidentDeclared', 'NoteRecorded']);
  });

  it('is refused after some tries where others are always first', async () => {
    const log = await aLog();
    const { id } = await withIncident(log);
    let tries = 0;
    const busy = instead(log, {
      append: (stream, expected) => {
        tries += 1;
        return Promise.reject(new WrongExpectedRevision(stream, expected, 7));
      },
    });
    const refused = { code: 'CONFLICT', expectedRevision: 0, actualRevision: 7 };
    expect(await refusal(aNode(busy, id).execute(note('At last')))).toMatchObject(refused);
    expect(tries).toBeLessThan(20);
  });
});

describe('a command after one of which nobody knows what became of it', () => {
  it.each([true, false])('is decided on what the log has (was it recorded: %s)', async (recorded) => {
    const log = await aLog();
    let silent = false;
    const silenced = instead(log, {
      append: async (...append) => {
        if (!silent) return log.append(...append);
        if (recorded) await log.append(...append);
        throw new OutcomeUnknown('No answer in time');
      },
    });
    const { events, execute } = await withIncident(silenced);
    silent = true;
    expect(await failureOf(execute(resolve))).toBeInstanceOf(OutcomeUnknown);
    silent = false;
    const closing = await refusal(execute(close).then(() => Promise.reject(new Error('closed'))));
    expect(closing).toMatchObject(recorded ? { message: 'closed' } : { rule: 'INCIDENT_NOT_RESOLVED' });
    expect(await events()).toHaveLength(recorded ? 3 : 1);
  });
});

describe('a command to an incident that this node has not changed', () => {
  it('is decided on what the views know, and on the log where that is old or does not suffice', async () => {
    const log = await aLog();
    const { events, execute, id } = await withIncident(log);
    const [declared] = await events();
    const state = fold(incidents, declared ? [{ event: declared, facts: declared.metadata }] : []);
    let reads = 0;
    const watched = instead(log, {
      read: (...of) => {
        reads += 1;
        return log.read(...of);
      },
    });
    const recalled = { state, revision: 0, position: declared?.position };

    expect(await aNode(watched, id, recalled).execute(severity('P2'))).toMatchObject({ revision: 1 });
    expect(reads).toBe(0);
    expect(await execute(resolve)).toMatchObject({ revision: 2 });
    expect(await aNode(watched, id, recalled).execute(note('Done'))).toMatchObject({ revision: 3 });
    expect(await aNode(watched, id, recalled).execute(close)).toMatchObject({ revision: 4 });
    expect((await events()).map(({ type }) => type)).toEqual([
      'IncidentDeclared',
      'SeverityChanged',
      'IncidentResolved',
      'NoteRecorded',
      'IncidentClosed',
    ]);
  });
});
