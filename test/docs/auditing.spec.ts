import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { command, declare } from '../support/commands.js';
import { hostService } from '../support/hosted.js';
import { newDataDir } from '../support/service.js';
import { pageAt } from './page.js';

const main = new URL('../../apps/cli/main.js', import.meta.url).pathname;
const guide = readFileSync(pageAt('docs/auditing.md'), 'utf8');
const root = newDataDir();
// Each step starts several processes, one after the other.
jest.setTimeout(120_000);
const dataDir = join(root, 'data');

/** What the guide has a reader type, each with what it says comes of it. */
const steps = [...guide.matchAll(/```sh\n(.*?)```(?:\n\n```text\n(.*?)```)?/gs)].map(
  ([, commands = '', says]) => ({ commands, says }),
);

/** A text in which … stands for anything. */
const likeness = (text: string): RegExp =>
  new RegExp(
    `^${text
      .trimEnd()
      .split('…')
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('[^]*?')}$`,
  );

function run(commands: string) {
  const { status, stderr, stdout } = spawnSync('bash', ['--norc', '-c', `set -o pipefail\n${commands}`], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: `${join(root, 'bin')}${delimiter}${process.env['PATH'] ?? ''}`, SITREP_DATA_DIR: dataDir },
  });
  return { status, stderr, stdout: stdout.trimEnd() };
}

beforeAll(async () => {
  mkdirSync(join(root, 'bin'));
  writeFileSync(join(root, 'bin', 'sitrep'), `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`, {
    mode: 0o755,
  });
  const service = await hostService({ dataDir });
  const { url } = service;
  const at = (time: string) => ({ incidentId: 'INC-1', occurredAt: `2026-03-05T${time}:00Z` });
  await declare(url, { title: 'Checkout fails', occurredAt: '2026-03-05T10:00:00Z' });
  await command(url, 'acknowledgeIncident', { ...at('10:05'), onBehalfOf: 'amina@example.com' });
  await command(url, 'resolveIncident', { ...at('12:00'), resolution: 'Rolled back' });
  await service.stop();
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

describe('The commands of the guide to auditing, one after the other', () => {
  it.each(steps.map(({ commands, says }) => [commands.trim(), says] as const))('%s', (commands, says) => {
    const { status, stderr, stdout } = run(commands);
    expect({ status, stderr: stderr.replace(/^Exported.*\n/gm, '') }).toEqual({ status: 0, stderr: '' });
    if (says !== undefined) expect(stdout).toMatch(likeness(says));
    else if (commands.includes('verify')) expect(stdout).toMatch(/^Nothing was altered: \d+ events/m);
  });
});
