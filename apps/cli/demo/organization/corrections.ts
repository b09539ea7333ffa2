import type { Account } from './account.js';
import { HOUR, MINUTE, iso } from './calendar.js';
import type { Crew } from './crew.js';
import { type IncidentPlan, isSerious } from './incident-plan.js';

/** What turned out not to be quite so. */
export function corrections(
  { chance, severity, times, trouble, ...plan }: IncidentPlan,
  crew: Crew,
  account: Account,
): void {
  const own = chance.of('corrections');
  const at = times.resolved + 20 * MINUTE;
  if (own.happens(0.05))
    account.tell(
      'correctNote',
      at,
      { body: `${trouble.observation}, on all instances but one` },
      {
        by: crew.lead,
        ids: { noteId: account.part('note') },
      },
    );
  if (own.happens(0.05)) {
    const earlier = iso(times.detected - MINUTE);
    const input = { milestone: 'DETECTED', at: earlier, reason: 'Customer care had the first call before' };
    account.tell('correctMilestone', at + HOUR, input, { by: crew.onCall });
  }
  if (own.happens(0.08)) {
    const ticket = { kind: 'TICKET', url: `https://tickets.tidewick.example/${plan.name}`, title: 'Ticket' };
    account.tell('addLink', times.acknowledged + 9 * MINUTE, ticket, { by: crew.onCall });
  }
  if (account.has('update') && own.happens(0.06))
    account.tell(
      'correctUpdate',
      at,
      { body: `${trouble.symptom} Orders that were paid are safe.` },
      {
        by: isSerious({ severity }) ? crew.businessLead : crew.onCall,
        ids: { updateId: account.part('update') },
      },
    );
  if (isSerious({ severity }) && own.happens(0.2)) {
    const input = { kind: 'OBSERVATION', body: 'A second probe fails as well' };
    account.tell('recordNote', times.acknowledged + 5 * MINUTE, input, {
      by: crew.onCall,
      makes: 'wrong-note',
    });
    account.tell(
      'retractNote',
      times.acknowledged + 9 * MINUTE,
      { reason: 'It was the same probe' },
      {
        by: crew.onCall,
        ids: { noteId: account.part('wrong-note') },
      },
    );
  }
}
