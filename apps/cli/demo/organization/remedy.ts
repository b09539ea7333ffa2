import type { Severity } from '#incident';
import type { Account } from './account.js';
import { HOUR, MINUTE, iso, wholeSecond } from './calendar.js';
import type { Chance } from './chance.js';
import type { Crew } from './crew.js';
import { rollbackReport } from './deployments.js';
import type { IncidentPlan } from './incident-plan.js';
import type { Attempt } from './trouble.js';
import { words } from './words.js';

/** What was tried, how users fared, and how it ended. */
export function remedy(plan: IncidentPlan, crew: Crew, account: Account): void {
  const { fate, severity, times, trouble } = plan;
  attempts(plan, crew, account);
  if (fate !== 'DRILL') impact(plan, crew, account);
  if (severity !== 'P3')
    account.tell(
      'mitigateIncident',
      times.mitigated,
      { summary: trouble.remedy.description },
      { by: crew.lead },
    );
  const resolution = `${trouble.remedy.description}. ${trouble.cause}.`;
  account.tell('resolveIncident', times.resolved, { resolution }, { by: crew.onCall });
  if (fate === 'REOPENED') reopening(plan, crew, account);
  account.tell('closeIncident', closedAt(plan), { summary: trouble.lesson }, { by: crew.onCall });
}

/** When it is over for good: later than planned where it was reopened. */
const closedAt = ({ fate, times }: Pick<IncidentPlan, 'fate' | 'times'>): number =>
  fate === 'REOPENED' ? times.closed + 12 * HOUR : times.closed;

const verdicts = ['NO_EFFECT', 'NO_EFFECT', 'MADE_WORSE'] as const;

/** One change at a time; a deployment is taken back before anything else is tried. */
function attempts(plan: IncidentPlan, crew: Crew, account: Account): void {
  const { chance, deployment, times, trouble } = plan;
  const own = chance.of('attempts');
  const at = (part: number) => times.acknowledged + part * (times.mitigated - times.acknowledged);
  const rollback = deployment !== undefined && own.happens(0.72);
  const cure: Attempt = rollback
    ? { kind: 'ROLLBACK', description: `Back to the version before ${deployment.version}` }
    : trouble.remedy.kind === 'ROLLBACK'
      ? { kind: 'CODE_FIX', description: 'A corrected version deployed' }
      : trouble.remedy;
  if (trouble.inVain && own.happens(0.45)) {
    start(trouble.inVain, at(0.15), crew, account, 'vain');
    const about = { by: crew.lead, ids: { mitigationId: account.part('vain') } };
    if (own.happens(0.2)) account.tell('abandonMitigation', at(0.4), { reason: 'It takes too long' }, about);
    else account.tell('verifyMitigation', at(0.4), { outcome: own.pick(verdicts) }, about);
  }
  const verified = at(0.95);
  const rollingBack = Math.min(verified - at(0.5), chance.of('rollback').around(5) * MINUTE);
  const began = rollback ? verified - rollingBack : at(0.5);
  start(cure, began, crew, account, 'cure', rollback ? { deploymentId: deployment.name } : {});
  account.tell(
    'verifyMitigation',
    verified,
    { outcome: 'WORKED', observation: 'Errors are back to none' },
    {
      by: crew.lead,
      ids: { mitigationId: account.part('cure') },
    },
  );
  if (rollback) {
    const undone = wholeSecond(verified - 0.3 * rollingBack);
    account.beside(rollbackReport(deployment, undone, asReason(trouble.symptom)));
  }
  if (!rollback && deployment) account.beside(repair(plan, wholeSecond(at(0.9))));
}

function start(
  { description, kind }: Attempt,
  at: number,
  { lead: by }: Crew,
  account: Account,
  makes: string,
  ids = {},
): void {
  account.tell('startMitigation', at, { kind, description }, { by, makes, ids });
}

/** The deployment of a corrected version, where the bad one was not taken back. */
function repair({ deployment, name, service }: IncidentPlan, at: number) {
  const version = `${deployment?.version ?? '1'}-fix`;
  return {
    key: `deployment/${name}/repair`,
    mutation: 'recordDeployment',
    input: {
      service: service.name,
      environment: 'production',
      version,
      key: `tidewick/repair/${name}`,
      outcome: 'SUCCEEDED',
      purpose: 'REMEDIATION',
      startedAt: iso(at - 5 * MINUTE),
      finishedAt: iso(at),
    },
    ids: { incidentId: name },
    occurredAt: iso(at),
  };
}

const levels: Readonly<Record<Severity, readonly string[]>> = {
  P0: ['MAJOR_OUTAGE'],
  P1: ['MAJOR_OUTAGE', 'PARTIAL_OUTAGE'],
  P2: ['PARTIAL_OUTAGE', 'DEGRADED'],
  P3: ['DEGRADED'],
};

function impact({ chance, service, severity, times }: IncidentPlan, crew: Crew, account: Account): void {
  const own: Chance = chance.of('windows');
  if (severity === 'P3' && own.happens(0.5)) return;
  const level = own.pick(levels[severity]);
  const input = { service: service.name, level, from: iso(times.started) };
  account.tell('recordImpact', times.acknowledged + 0.05 * (times.mitigated - times.acknowledged), input, {
    by: crew.onCall,
    makes: 'impact',
  });
  const ids = { impactId: account.part('impact') };
  account.tell(
    'endImpact',
    times.mitigated + 30_000,
    { until: iso(times.mitigated) },
    { by: crew.onCall, ids },
  );
  if (level !== 'DEGRADED' && own.happens(0.15))
    account.tell(
      'correctImpact',
      times.mitigated + HOUR,
      { level: 'DEGRADED', reason: 'By the logs, retries succeeded' },
      {
        by: crew.lead,
        ids,
      },
    );
}

function reopening({ chance, times, trouble }: IncidentPlan, crew: Crew, account: Account): void {
  const own = chance.of('reopening');
  const afterClose = own.happens(0.3);
  const again = times.resolved + (afterClose ? 8 : 2) * HOUR;
  if (afterClose) account.tell('closeIncident', times.resolved + 5 * HOUR, {}, { by: crew.onCall });
  account.tell('reopenIncident', again, { reason: own.pick(words.reopenings) }, { by: crew.onCall });
  const resolution = `${trouble.remedy.description}, this time on all instances.`;
  account.tell(
    'resolveIncident',
    again + Math.min(6 * HOUR, own.around(70) * MINUTE),
    { resolution },
    { by: crew.lead },
  );
}

const asReason = (text: string): string => text.replace(/\.$/, '');
