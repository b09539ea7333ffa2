import type { Account } from './account.js';
import { DAY, HOUR, iso } from './calendar.js';
import type { Crew } from './crew.js';
import { type IncidentPlan, isSerious } from './incident-plan.js';
import { engineers } from './people.js';
import { words } from './words.js';

/** What remains to be done, and what is learned. */
export function aftermath(plan: IncidentPlan, crew: Crew, account: Account): void {
  const { fate, repeats, times } = plan;
  followUps(plan, crew, account);
  if (fate !== 'DRILL') postmortem(plan, crew, account);
  if (repeats !== undefined)
    account.tell(
      'linkRecurrence',
      times.resolved + 3 * HOUR,
      { reason: 'The same cause as before' },
      {
        by: crew.lead,
        ids: { recurrenceOf: repeats },
      },
    );
}

const terms = { SHORT_TERM: 14, LONG_TERM: 90, TECH_DEBT: 60 } as const;
const kinds = ['SHORT_TERM', 'SHORT_TERM', 'LONG_TERM', 'TECH_DEBT'] as const;

function followUps(plan: IncidentPlan, crew: Crew, account: Account): void {
  const { chance, fate, name, service, severity, times, trouble } = plan;
  const wanted = fate === 'DRILL' ? 0.3 : { P0: 1, P1: 0.9, P2: 0.45, P3: 0.15 }[severity];
  for (const [n, title] of trouble.followUps.entries()) {
    const own = chance.of(`follow-up-${n}`);
    if (!own.happens(wanted)) continue;
    const kind = own.pick(kinds);
    const addedAt = times.resolved + (n + 1) * HOUR;
    const dueAt = addedAt + Math.round(own.around(terms[kind], 0.3)) * DAY;
    const part = `follow-up/${n}`;
    const ticketUrl = `https://tickets.tidewick.example/${service.team}/${name.replace('/', '-')}-${n}`;
    const [owner, other] = own.shuffled(engineers[service.team]);
    account.tell(
      'addFollowUp',
      addedAt,
      { title, kind, owner, dueAt: iso(dueAt), ticketUrl },
      {
        by: crew.lead,
        makes: part,
      },
    );
    const about = { by: crew.lead, ids: { followUpId: account.part(part) } };
    const end = addedAt + (dueAt - addedAt) * (0.2 + 1.1 * own.fraction());
    if (own.happens(0.12))
      account.tell(
        'reassignFollowUp',
        addedAt + 2 * DAY,
        {
          owner: other,
          reason: own.pick(words.reassigned),
        },
        about,
      );
    const draw = own.fraction();
    if (draw < 0.78) account.tell('completeFollowUp', Math.max(end, addedAt + 3 * DAY), {}, about);
    else if (draw < 0.88)
      account.tell(
        'dropFollowUp',
        Math.max(end, addedAt + 3 * DAY),
        { reason: own.pick(words.drops) },
        about,
      );
  }
}

/** Required of what is serious; of the rest, sometimes somebody writes one anyway. */
function postmortem(plan: IncidentPlan, crew: Crew, account: Account): void {
  const { chance, severity, service, times, trouble } = plan;
  const own = chance.of('postmortem');
  if (!isSerious(plan) && !own.happens(severity === 'P2' ? 0.06 : 0)) return;
  const settled = times.resolved + (plan.fate === 'REOPENED' ? 4 * DAY : 0);
  const draw = own.fraction();
  if (isSerious(plan) && draw < 0.15) {
    account.tell(
      'waivePostmortem',
      settled + DAY,
      { reason: own.pick(words.waivers) },
      { by: crew.commander },
    );
    return;
  }
  if (isSerious(plan) && draw > 0.85) {
    const input = { dueAt: iso(settled + 12 * DAY), reason: 'We wait for the report of the provider' };
    account.tell('setPostmortemDue', settled + DAY / 4, input, { by: crew.commander });
  }
  if (isSerious(plan) && draw < 0.22) return;
  const draft = {
    summary: `${trouble.symptom} It lasted ${lasting(times.resolved - times.started)}.`,
    impact: `Users of ${service.function} were affected for ${lasting(times.mitigated - times.started)}.`,
    rootCause: `${trouble.cause}.`,
  };
  const drafted = settled + DAY * (0.5 + own.fraction());
  account.tell('draftPostmortem', drafted, draft, { by: crew.lead });
  if (draw < 0.28) return;
  const rest = { resolution: `${trouble.remedy.description}.`, lessons: trouble.lesson };
  account.tell('draftPostmortem', drafted + 6 * HOUR, rest, { by: crew.commander });
  const published = drafted + Math.max(8 * HOUR, own.around(36, 0.7) * HOUR);
  account.tell('publishPostmortem', published, {}, { by: crew.commander });
}

function lasting(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  return minutes < 90 ? `${minutes} minutes` : `about ${Math.round(minutes / 60)} hours`;
}
