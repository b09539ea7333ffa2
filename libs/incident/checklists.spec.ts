import { describe, expect, it } from '@jest/globals';
import { amina, bela, chatbot, minute, newIdAfter } from '#decider/testing';
import type { Checklist } from './checklists.js';
import {
  aClosedIncident,
  aDeclaredIncident,
  after,
  close,
  continued,
  declare,
  given,
  refusedWhenOver,
  resolve,
  stateAfter,
  wordsOf,
} from './testing/situations.js';

const triage: Checklist = { name: 'Triage', items: ['Page the lead', 'Check the graphs'] };
const wrapUp: Checklist = { name: 'Wrap-up', items: ['Thank everybody'] };

const attach = (checklist: Checklist) => ({ type: 'AttachChecklist', data: checklist }) as const;
const tick = (itemId: string) => ({ type: 'TickChecklistItem', data: { itemId } }) as const;
const untick = (itemId: string, reason?: string) =>
  ({ type: 'UntickChecklistItem', data: { itemId, ...(reason !== undefined && { reason }) } }) as const;
const raise = (...checklists: Checklist[]) =>
  ({ type: 'ChangeSeverity', data: { to: 'P0', reason: 'Orders are being lost', checklists } }) as const;

const anIncidentInTriage = after(aDeclaredIncident, attach(triage));
const [pageTheLead, checkTheGraphs] = [newIdAfter(2), newIdAfter(3)];
const aTickedIncident = after(anIncidentInTriage, tick(pageTheLead));

describe('the checklists of a policy', () => {
  it('come with the declaration', () => {
    const declared = stateAfter(
      after([], { ...declare, data: { ...declare.data, checklists: [triage, wrapUp] } }),
    );
    expect(declared?.checklists).toMatchObject([
      { name: 'Triage', severity: 'P1', items: [{ text: 'Page the lead' }, { text: 'Check the graphs' }] },
      { name: 'Wrap-up', severity: 'P1', items: [{ text: 'Thank everybody', tickedBy: null }] },
    ]);
  });

  it('come with another severity, as far as they ask for something new', () => {
    const urgent = { name: 'Triage', items: ['Page the lead', 'Wake the director'] };
    const raised = stateAfter(after(aTickedIncident, raise(urgent)));
    expect(raised?.checklists).toMatchObject([
      { name: 'Triage', severity: null, items: [{ tickedBy: amina }, { tickedBy: null }] },
      { name: 'Triage', severity: 'P0', items: [{ text: 'Wake the director', tickedBy: null }] },
    ]);
    given(anIncidentInTriage)
      .when(raise(triage))
      .then([{ type: 'SeverityChanged', data: { from: 'P1', to: 'P0', reason: 'Orders are being lost' } }]);
  });
});

describe('attaching a checklist', () => {
  it('records what is to be done', () => {
    given(aDeclaredIncident)
      .when(attach(triage))
      .then([
        {
          type: 'ChecklistAttached',
          data: {
            checklistId: newIdAfter(1),
            name: 'Triage',
            items: [
              { id: pageTheLead, text: 'Page the lead' },
              { id: checkTheGraphs, text: 'Check the graphs' },
            ],
          },
        },
      ]);
  });

  it('changes nothing where all of it is there', () => {
    given(aTickedIncident).when(attach(triage)).changesNothing();
  });

  it('is refused once there are too many, and on an incident that is over', () => {
    const many = Array.from({ length: 50 }, (_, at) => attach({ name: `Part ${at}`, items: ['Do it'] }));
    given(after(aDeclaredIncident, ...many))
      .when(attach(triage))
      .refuses('TOO_MANY_CHECKLISTS');
    refusedWhenOver(attach(triage));
  });
});

describe('ticking an item off', () => {
  it('records what was done', () => {
    given(anIncidentInTriage)
      .when(tick(checkTheGraphs))
      .then([
        {
          type: 'ChecklistItemTicked',
          data: { itemId: checkTheGraphs, item: 'Check the graphs', checklist: 'Triage' },
        },
      ]);
  });

  it('shows who did it, and when', () => {
    const ticked = stateAfter(
      continued(anIncidentInTriage, tick(pageTheLead), { by: chatbot, onBehalfOf: bela }),
    );
    expect(ticked?.checklists[0]?.items).toMatchObject([
      { id: pageTheLead, tickedBy: bela, tickedAt: minute(2) },
      { id: checkTheGraphs, tickedBy: null, tickedAt: null },
    ]);
  });

  it('changes nothing where it is ticked off', () => {
    given(aTickedIncident).when(tick(pageTheLead)).changesNothing();
  });

  it('is refused where there is no such item, and on an incident that is over', () => {
    given(anIncidentInTriage).when(tick('another')).refuses('CHECKLIST_ITEM_NOT_FOUND');
    refusedWhenOver(tick(pageTheLead));
  });
});

describe('taking a tick back', () => {
  it('makes the item one to be done', () => {
    const data = { itemId: pageTheLead, item: 'Page the lead', checklist: 'Triage', reason: 'It was Béla' };
    given(aTickedIncident)
      .when(untick(pageTheLead, 'It was Béla'))
      .then([{ type: 'ChecklistItemUnticked', data }]);
    const unticked = stateAfter(after(aTickedIncident, untick(pageTheLead)));
    expect(unticked?.checklists).toEqual(stateAfter(anIncidentInTriage)?.checklists);
  });

  it('changes nothing where it is not ticked off', () => {
    given(anIncidentInTriage).when(untick(pageTheLead)).changesNothing();
  });

  it('is a correction: it stays possible when the incident is over', () => {
    given(after(aTickedIncident, resolve, close))
      .when(untick(pageTheLead))
      .succeeds();
    given(aClosedIncident).when(untick(pageTheLead)).refuses('CHECKLIST_ITEM_NOT_FOUND');
  });
});

describe('the timeline of checklists', () => {
  it('says what is to be done, and what is', () => {
    const story = after(aTickedIncident, untick(pageTheLead, 'He did not answer'), raise(wrapUp));
    expect(wordsOf(story).slice(1)).toEqual([
      'Checklist Triage attached: 2 items',
      'Triage: Page the lead – done',
      'Triage: Page the lead – not done after all: He did not answer',
      'Severity changed from P1 to P0: Orders are being lost',
      'Checklist Wrap-up attached by the policy of P0: 1 item',
    ]);
  });
});
