import type { Account } from './account.js';
import { MINUTE, iso } from './calendar.js';
import type { Crew } from './crew.js';
import { type IncidentPlan, isSerious } from './incident-plan.js';

/** Minutes that may pass until the next update, by severity. */
const rhythm = { P0: 30, P1: 45, P2: 240, P3: 24 * 60 } as const;

/** What is told to whom, each time with a promise of the next, most of which are kept. */
export function communication(plan: IncidentPlan, crew: Crew, account: Account): void {
  const { chance, severity, times, trouble } = plan;
  const own = chance.of('updates');
  if (severity === 'P3' && own.happens(0.6)) return;
  const audience = audienceOf(plan);
  const by = isSerious(plan) ? crew.businessLead : crew.onCall;
  const within = rhythm[severity];
  const bodies = [
    `${trouble.symptom} We are looking into it.`,
    `We know where it comes from and are at work on a remedy: ${trouble.observation.toLowerCase()}.`,
    'A first remedy has not helped enough; we go on with the next.',
    'It takes longer than we thought. Nothing is lost, and what waits will be done afterwards.',
  ];
  let at = times.acknowledged + Math.max(6, own.around(9)) * MINUTE;
  for (const [n, body] of bodies.entries()) {
    if (at >= times.mitigated) break;
    const due = at + within * MINUTE;
    account.tell(
      'publishUpdate',
      at,
      { audience, body, nextUpdateDueAt: iso(Math.floor(due / 60_000) * 60_000) },
      {
        by,
        ...(n === 0 && { makes: 'update' }),
      },
    );
    const kept = own.happens(0.85);
    at += within * MINUTE * (kept ? 0.6 + 0.35 * own.fraction() : 1.1 + own.fraction());
  }
  const better = { audience, body: 'It works again. We keep an eye on it before we call it over.' };
  if (isSerious(plan) && times.mitigated + 5 * MINUTE < times.resolved)
    account.tell('publishUpdate', times.mitigated + 5 * MINUTE, better, { by });
  const over = { audience, body: `It is over. ${trouble.cause}.`, last: true };
  account.tell('publishUpdate', times.resolved + 2 * MINUTE, over, { by });
}

function audienceOf({ chance, fate, severity }: IncidentPlan): string {
  if (fate === 'DRILL' || fate === 'RESTRICTED') return 'INTERNAL';
  if (severity === 'P0') return 'PUBLIC';
  const own = chance.of('audience');
  if (severity === 'P1') return own.happens(0.6) ? 'PUBLIC' : 'STAKEHOLDERS';
  return own.happens(0.5) ? 'STAKEHOLDERS' : 'INTERNAL';
}
