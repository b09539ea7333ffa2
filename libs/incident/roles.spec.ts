import { describe, expect, it } from '@jest/globals';
import { amina, bela, chatbot, minute } from '#decider/testing';
import type { IncidentCommand } from './incident.js';
import {
  aDeclaredIncident,
  aResolvedIncident,
  after,
  anAcknowledgedIncident,
  continued,
  declare,
  given,
  refusedWhenOver,
  reopen,
  resolve,
  wordsOf,
} from './testing/situations.js';

const takeCommand = {
  type: 'AssignRole',
  data: { role: 'INCIDENT_COMMANDER', person: amina.id },
} as const satisfies IncidentCommand;
const nominate = {
  type: 'AssignRole',
  data: { role: 'TECHNICAL_LEAD', person: bela.id },
} as const satisfies IncidentCommand;
const handOff = {
  type: 'HandOffRole',
  data: { role: 'INCIDENT_COMMANDER', to: bela.id, briefing: 'Payments are back; refunds are still queued' },
} as const satisfies IncidentCommand;
const release = {
  type: 'ReleaseRole',
  data: { role: 'INCIDENT_COMMANDER', reason: 'End of shift' },
} as const satisfies IncidentCommand;

const anIncidentUnderCommand = after(anAcknowledgedIncident, takeCommand);

describe('assigning a role', () => {
  it('gives it to the person', () => {
    given(anAcknowledgedIncident)
      .when(nominate)
      .then([{ type: 'RoleAssigned', data: { role: 'TECHNICAL_LEAD', person: bela.id } }]);
  });

  it('shows who holds it, since when and by whom', () => {
    given(anAcknowledgedIncident)
      .when(nominate, { by: chatbot, onBehalfOf: amina })
      .leaves({
        roles: [{ role: 'TECHNICAL_LEAD', person: bela.id, assignedBy: amina, since: minute(2) }],
      });
  });

  it('changes nothing where that person has it already', () => {
    given(anIncidentUnderCommand).when(takeCommand).changesNothing();
  });

  it('is refused while somebody else has it, naming the holder and the way to hand it off', () => {
    given(anIncidentUnderCommand)
      .when({ type: 'AssignRole', data: { role: 'INCIDENT_COMMANDER', person: bela.id } })
      .refuses('ROLE_HELD', /^amina@example\.com is Incident Commander\..*handOffRole/);
  });

  it('is possible again once it was released', () => {
    given(after(anIncidentUnderCommand, release)).when(takeCommand).leaves({ status: 'ACKNOWLEDGED' });
  });

  it('is possible on a resolved incident, and refused on one that is over', () => {
    given(aResolvedIncident)
      .when(nominate)
      .then([{ type: 'RoleAssigned', data: nominate.data }]);
    refusedWhenOver(nominate);
  });
});

describe('taking command', () => {
  it('acknowledges an incident that nobody acknowledged', () => {
    given(aDeclaredIncident)
      .when(takeCommand)
      .then([
        { type: 'RoleAssigned', data: takeCommand.data },
        { type: 'IncidentAcknowledged', data: { cause: 'taking the Incident Commander role' } },
      ]);
    given(aDeclaredIncident).when(takeCommand).leaves({ status: 'ACKNOWLEDGED' });
  });

  it('does not acknowledge an acknowledged one again', () => {
    given(anAcknowledgedIncident)
      .when(takeCommand)
      .then([{ type: 'RoleAssigned', data: takeCommand.data }]);
  });

  it('by a hand-off acknowledges as well', () => {
    const reopenedUnacknowledged = after([], declare, resolve, takeCommand, reopen);
    given(reopenedUnacknowledged).when(handOff).leaves({ status: 'ACKNOWLEDGED' });
  });

  it('is the only role that acknowledges', () => {
    given(aDeclaredIncident).when(nominate).leaves({ status: 'DECLARED' });
  });
});

describe('handing off a role', () => {
  it('records who briefed whom', () => {
    given(anIncidentUnderCommand)
      .when(handOff)
      .then([{ type: 'RoleHandedOff', data: { ...handOff.data, from: amina.id } }]);
  });

  it('leaves one holder', () => {
    given(anIncidentUnderCommand)
      .when(handOff)
      .leaves({
        roles: [{ role: 'INCIDENT_COMMANDER', person: bela.id, assignedBy: amina, since: minute(3) }],
      });
  });

  it('changes nothing where the other has it already', () => {
    given(after(anIncidentUnderCommand, handOff)).when(handOff).changesNothing();
  });

  it('is refused where nobody has it', () => {
    given(anAcknowledgedIncident)
      .when(handOff)
      .refuses('ROLE_NOT_HELD', /^Nobody is Incident Commander\..*assignRole/);
  });

  it('is refused from a person who does not have it', () => {
    given(anIncidentUnderCommand)
      .when({ ...handOff, data: { ...handOff.data, from: 'carla@example.com' } })
      .refuses('ROLE_NOT_HELD', /^carla@example\.com is not Incident Commander: amina@example\.com is\./);
  });

  it('is refused on an incident that is over', () => {
    refusedWhenOver(handOff);
  });
});

describe('releasing a role', () => {
  it('leaves it free', () => {
    given(anIncidentUnderCommand)
      .when(release)
      .then([{ type: 'RoleReleased', data: { ...release.data, person: amina.id } }]);
    given(anIncidentUnderCommand).when(release).leaves({ roles: [] });
  });

  it('leaves the other roles alone', () => {
    given(after(anIncidentUnderCommand, nominate))
      .when(release)
      .leaves({
        roles: [{ role: 'TECHNICAL_LEAD', person: bela.id, assignedBy: amina, since: minute(3) }],
      });
  });

  it('is refused where nobody has it, or not the person named', () => {
    given(anAcknowledgedIncident).when(release).refuses('ROLE_NOT_HELD');
    given(anIncidentUnderCommand)
      .when({ type: 'ReleaseRole', data: { role: 'INCIDENT_COMMANDER', person: bela.id } })
      .refuses('ROLE_NOT_HELD');
  });

  it('is refused on an incident that is over', () => {
    refusedWhenOver(release);
  });
});

describe('the timeline of roles', () => {
  it('says who has which role, and who nominated the Technical Lead', () => {
    const story = continued(after(anAcknowledgedIncident, takeCommand), nominate, {
      by: chatbot,
      onBehalfOf: amina,
    });
    expect(wordsOf(after(story, handOff, { ...release, data: { role: 'TECHNICAL_LEAD' } })).slice(2)).toEqual(
      [
        'amina@example.com is Incident Commander',
        'bela@example.com is Technical Lead, nominated by Amina Diallo',
        'Incident Commander handed off from amina@example.com to bela@example.com: Payments are back; refunds are still queued',
        'bela@example.com is no longer Technical Lead',
      ],
    );
  });
});
