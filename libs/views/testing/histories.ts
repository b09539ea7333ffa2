import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { severities, visibilities } from '#incident';
import { type Told, minute, uuid } from './telling.js';

interface Golden {
  readonly type: string;
  readonly reads: object;
}

/** An event of each type of a part of the domain, so that a new capability is in these histories by itself. */
const golden = (folder: string): readonly Golden[] =>
  readdirSync(folder).map(
    (name) =>
      // Each file is held to this by the tests of its folder.
      JSON.parse(readFileSync(join(folder, name), 'utf8')) as Golden,
  );

const words = fc.constantFrom(
  'Checkout fails',
  'Suchindex träge',
  'db “primary” down',
  '',
  'A\u0000B',
  '日本',
);
const services = fc.subarray(['checkout', 'search', 'mail']);
const time = fc.integer({ min: -200, max: 400 }).map(minute);

const declared = fc.record({
  title: words,
  summary: words,
  severity: fc.constantFrom(...severities),
  services,
  detectedBy: fc.constant('MONITORING'),
  detectedAt: time,
  security: fc.boolean(),
  drill: fc.boolean(),
  visibility: fc.constantFrom(...visibilities),
});

/** Events that some projection cannot take. */
const unreadable: readonly Golden[] = [
  { type: 'IncidentDeclared', reads: { title: 'Without the rest' } },
  { type: 'SeverityChanged', reads: { from: 'P1', to: 7, reason: 'No severity at all' } },
  { type: 'RoleAssigned', reads: { role: 'SCRIBE', person: null } },
];
/** What a newer node may have written. */
const unknown: Golden = { type: 'IncidentPainted', reads: { color: 'green' } };

const incidentEvents = [...golden('libs/incident/golden'), unknown];

const anyIncidentEvent = fc.oneof(
  { weight: 30, arbitrary: fc.constantFrom(...incidentEvents) },
  { weight: 1, arbitrary: fc.constantFrom(...unreadable) },
);

/** The same story for each of several things: how it opens, and what follows in any order. */
function anyOf(category: string, opening: fc.Arbitrary<Golden>, rest: fc.Arbitrary<Golden>) {
  return fc.record({
    category: fc.constant(category),
    thing: fc.integer({ min: 1, max: 4 }),
    opening,
    next: rest,
    occurredAt: fc.option(time, { nil: undefined }),
    key: fc.boolean(),
  });
}

const retold = (folder: string) => fc.constantFrom(...golden(folder));

const anyStep = fc.oneof(
  {
    weight: 12,
    arbitrary: anyOf(
      'incident',
      fc.oneof(
        { weight: 20, arbitrary: declared.map((reads) => ({ type: 'IncidentDeclared', reads })) },
        { weight: 1, arbitrary: fc.constantFrom(...unreadable, unknown) },
      ),
      anyIncidentEvent,
    ),
  },
  {
    weight: 3,
    arbitrary: anyOf('deployment', retold('libs/deployment/golden'), retold('libs/deployment/golden')),
  },
  { weight: 3, arbitrary: anyOf('alert', retold('libs/alert/golden'), retold('libs/alert/golden')) },
  {
    weight: 1,
    arbitrary: anyOf('service', retold('libs/catalog/golden/service'), retold('libs/catalog/golden/service')),
  },
  {
    weight: 1,
    arbitrary: anyOf(
      'apikey',
      fc.constant({
        type: 'ApiKeyIssued',
        reads: { name: 'ci', hash: 'cafe', scopes: ['read'], expiresAt: null },
      }),
      fc.constant({ type: 'ApiKeyRevoked', reads: { reason: 'Leaked' } }),
    ),
  },
  {
    weight: 1,
    arbitrary: anyOf(
      'apikeyuse',
      retold('libs/access/golden/use'),
      fc.constantFrom(
        ...['2026-11-22', '2026-11-20', 7].map((on) => ({ type: 'ApiKeyUsed', reads: { on } })),
      ),
    ),
  },
  {
    weight: 1,
    arbitrary: anyOf(
      'policy',
      fc.oneof(retold('libs/catalog/golden/policy'), fc.constant({ type: 'PolicySet', reads: {} })),
      fc.oneof(retold('libs/catalog/golden/policy'), fc.constant(unknown)),
    ),
  },
  {
    weight: 1,
    arbitrary: anyOf(
      'stakeholder',
      retold('libs/catalog/golden/stakeholder'),
      retold('libs/catalog/golden/stakeholder'),
    ),
  },
);

/** A log of some things of each kind, whose events are as good as in any order, and some of them bad. */
export const anyHistory: fc.Arbitrary<readonly Told[]> = fc
  .array(anyStep, { maxLength: 80, size: 'max' })
  .map((steps) => {
    const begun = new Set<string>();
    return steps.map(({ category, thing, opening, next, occurredAt, key }, index) => {
      const id = uuid(thing);
      const stream = `${category}-${id}`;
      const { type, reads } = begun.has(stream) ? next : opening;
      begun.add(stream);
      const data = 'id' in reads || type !== next.type ? { ...reads, id } : reads;
      return {
        stream,
        type,
        data,
        ...(occurredAt !== undefined && { occurredAt }),
        ...(key && { metadata: { fingerprint: `f${index % 3}`, commandId: uuid(2_000_000 + (index >> 1)) } }),
      };
    });
  });
