import type { Account } from './account.js';
import { DAY, HOUR, MINUTE } from './calendar.js';
import type { Crew } from './crew.js';
import { type IncidentPlan, isSerious } from './incident-plan.js';
import { words } from './words.js';

/** What is seen, asked and decided, what the cause is, and who goes on in the evening. */
export function investigation(plan: IncidentPlan, crew: Crew, account: Account): void {
  const { chance, times, trouble } = plan;
  const between = (part: number) => times.acknowledged + part * (times.resolved - times.acknowledged);
  const note = (kind: string, body: string, part: number, by: string, makes?: string) => {
    account.tell('recordNote', between(part), { kind, body }, { by, ...(makes !== undefined && { makes }) });
  };
  note('OBSERVATION', trouble.observation, 0.1, crew.lead, 'note');
  const extra = isSerious(plan) ? 0.8 : 0.25;
  if (chance.of('question').happens(extra))
    note('QUESTION', chance.of('question-is').pick(words.questions), 0.05, crew.commander);
  if (chance.of('decision').happens(extra))
    note('DECISION', chance.of('decision-is').pick(words.decisions), 0.12, crew.commander);
  if (chance.of('action').happens(extra))
    note('ACTION', chance.of('action-is').pick(words.actions), 0.3, crew.lead, 'action');
  cause(plan, crew, account);
  if (isSerious(plan) && times.resolved - times.acknowledged > 2.5 * HOUR) handOff(plan, crew, account);
}

function cause(plan: IncidentPlan, crew: Crew, account: Account) {
  const { suspect, times } = plan;
  const at = (part: number) => times.acknowledged + part * (times.identified - times.acknowledged);
  if (suspect) {
    const about = { by: crew.lead, ids: { deploymentId: suspect.name } };
    account.tell('blameDeployment', at(0.2), { reason: 'It was the last change before' }, about);
    account.tell('clearDeployment', at(0.9), { reason: 'The same happens without it' }, about);
  }
  if (plan.fate === 'USUAL' && plan.chance.of('guess').happens(0.05)) {
    const guess = { category: 'CAPACITY', description: 'Too many customers at a time', confidence: 'LOW' };
    account.tell('identifyCause', at(0.4), guess, { by: crew.onCall });
    account.tell(
      'withdrawCause',
      at(0.7),
      { reason: 'There are no more customers than usual' },
      { by: crew.lead },
    );
  }
  foundCause(plan, crew, account);
}

function foundCause(
  { chance, deployment, fate, times, trouble }: IncidentPlan,
  crew: Crew,
  account: Account,
) {
  const own = chance.of('cause');
  const { category, cause: description } = trouble;
  const known = fate !== 'DRILL' && own.happens(0.93);
  const input = { category, description, confidence: own.pick(['HIGH', 'HIGH', 'MEDIUM', 'LOW']) };
  const byCause = deployment && own.happens(0.7) ? { deploymentId: deployment.name } : {};
  if (known) account.tell('identifyCause', times.identified, input, { by: crew.lead, ids: byCause });
  if (deployment && !('deploymentId' in byCause && known) && fate !== 'DRILL')
    account.tell(
      'blameDeployment',
      times.identified + MINUTE,
      { reason: 'It began with it' },
      {
        by: crew.lead,
        ids: { deploymentId: deployment.name },
      },
    );
}

/** In the evening, or after hours of it, somebody else takes over; sometimes once more. */
function handOff({ chance, times }: IncidentPlan, crew: Crew, account: Account): void {
  const own = chance.of('hand-off');
  const at = times.acknowledged + Math.min(4 * HOUR, 0.7 * (times.resolved - times.acknowledged));
  const input = { role: 'INCIDENT_COMMANDER', to: crew.nextCommander, briefing: own.pick(words.briefings) };
  account.tell('handOffRole', at, input, { by: crew.commander });
  account.tell('releaseRole', Math.min(times.closed, times.resolved + DAY) - HOUR, {
    role: 'TECHNICAL_LEAD',
    reason: 'What remains are follow-ups',
  });
}
