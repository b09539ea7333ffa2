import { beforeAll, describe, expect, it } from '@jest/globals';
import { type GraphQLSchema, isObjectType, isRequiredArgument } from 'graphql';
import { ask } from '../support/client.js';
import { headOf } from '../support/commands.js';
import { everythingOf } from '../support/schema-walk.js';
import { schemaOf } from '../support/schema.js';
import { restartable } from '../support/restartable.js';
import { learnedKinds } from '../walks/learning.js';
import { mutationsOf } from '../walks/mutations.js';
import { walk } from '../walks/walk.js';

const moments = 2;
const walksBetween = 3;
const walkLength = 30;
/** It is over, so that the numbers do not depend on the clock. */
const window = { from: '2020-01-01T00:00:00Z', to: new Date().toISOString() };

const service = restartable({
  SITREP_MAX_DEPTH: '100',
  SITREP_MAX_COST: '100000000',
  SITREP_MAX_TOKENS: '1000000',
  SITREP_RATE_LIMIT_PER_MINUTE: '0',
  SITREP_PROJECTION_TIMEOUT_MS: '30000',
});
let schema: GraphQLSchema;

/** As of when it is, and what takes an argument of its own. */
function unasked(): ReadonlySet<string> {
  const fields = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })))
    .filter(({ field: { args, name } }) => name === 'asOf' || args.some(isRequiredArgument));
  return new Set(fields.map(({ field, type }) => `${type.name}.${field.name}`));
}

const questions: Readonly<Record<string, readonly string[]>> = {
  incidents: [
    'first: 100',
    'last: 3, filter: { severity: [P0, P1, P2] }, orderBy: { field: UPDATED_AT, direction: ASC }',
    'first: 10, search: "fails"',
    'first: 10, filter: { open: true }, orderBy: { field: SEVERITY, direction: DESC }',
    'first: 10, filter: { services: ["checkout", "search"], postmortem: { owed: true } }',
  ],
  deployments: ['first: 100', 'first: 2, filter: { status: [SUCCEEDED] }'],
  metrics: ['window: $window', 'window: $window, groupBy: SEVERITY, interval: MONTH'],
};

/** Everything that the service tells of its incidents, deployments and numbers. */
async function everything(asOf: object | null): Promise<Record<string, unknown>> {
  const answers: Record<string, unknown> = {};
  const fields = schema.getQueryType()?.getFields() ?? {};
  for (const [name, all] of Object.entries(questions))
    for (const given of all) {
      const type = fields[name]?.type;
      if (!type) throw new Error(`There is no query ${name}`);
      const windowed = given.includes('$window');
      const operation = `query ($asOf: AsOf${windowed ? ', $window: Window' : ''}) {
        ${name}(${given}, asOf: $asOf) ${everythingOf(type, unasked())} }`;
      answers[`${name}(${given})`] = await ask(service.url, operation, {
        asOf,
        ...(windowed && { window }),
      });
    }
  return answers;
}

/** What was told at a time at which nothing was recorded, and the position of the log then. */
async function told(): Promise<{ position: string; answers: Record<string, unknown> }> {
  for (;;) {
    const position = await headOf(service.url);
    await ask(
      service.url,
      'query ($position: Position!) { incidents(minPosition: $position) { totalCount } }',
      {
        position,
      },
    );
    const answers = await everything(null);
    if ((await headOf(service.url)) === position) return { position, answers };
  }
}

describe('What random commands made of everything', () => {
  const remembered: Awaited<ReturnType<typeof told>>[] = [];

  beforeAll(async () => {
    const { url } = service;
    schema = await schemaOf(url);
    const mutations = mutationsOf(schema);
    const kinds = await learnedKinds(url, mutations);
    const { me } = await ask<{ me: { id: string } }>(url, '{ me { id } }');
    for (let moment = 0; moment < moments; moment += 1) {
      const numbers = Array.from({ length: walksBetween }, (_, at) => moment * walksBetween + at);
      await Promise.all(
        numbers.map((number) => walk({ url, self: me.id, mutations, kinds }, number, 7, walkLength)),
      );
      remembered.push(await told());
    }
  }, 120_000);

  it('is told as of each moment as it was told then, also after a restart', async () => {
    const before = () => remembered.slice(0, -1);
    for (const { answers, position } of before()) expect(await everything({ position })).toEqual(answers);
    await service.restart();
    const [first, second] = remembered;
    expect(await everything({ position: first?.position })).toEqual(first?.answers);
    expect(JSON.stringify(first?.answers)).toContain('INC-1');
    for (const question of ['incidents(first: 100)', 'deployments(first: 100)', 'metrics(window: $window)'])
      expect(first?.answers[question]).not.toEqual(second?.answers[question]);
  }, 120_000);
});
