import { type Capability, type Command, type Event, whoActs } from '#decider';
import { type CauseState, expresslyBlamed } from './cause.js';
import { type IncidentCore, mustNotBeOver } from './core.js';
import { type NamedDeployment, deploymentInWords } from './named.js';
import { sentence, withReason } from './wording.js';

export type BlameCommand =
  | Command<'BlameDeployment', NamedDeployment & { reason?: string }>
  | Command<'ClearDeployment', NamedDeployment & { reason: string }>;

export type BlameEvent =
  /** Somebody says that the deployment caused the incident, whether or not the cause is known. */
  | Event<'DeploymentBlamed', NamedDeployment & { reason?: string }>
  /** Somebody says that the deployment did not cause the incident. */
  | Event<'DeploymentCleared', NamedDeployment & { reason: string }>;

export interface BlameState {
  /** The deployments that people cleared of it, and did not blame again: they are not suspected either. */
  readonly clearedDeployments: readonly string[];
}

/** Which deployments the incident blames: the explicit side of change failure rate. */
export const blame: Capability<IncidentCore & CauseState, BlameState, BlameCommand, BlameEvent> = {
  initial: { clearedDeployments: [] },
  decide: {
    BlameDeployment(data, incident) {
      mustNotBeOver(incident);
      const blamed = expresslyBlamed(incident).some(({ deploymentId }) => deploymentId === data.deploymentId);
      return blamed ? [] : [{ type: 'DeploymentBlamed', data }];
    },
    // Taking back what proved wrong is a correction, which is possible in every status. What nobody blamed can be
    // cleared too: it is then not suspected merely for having come before the incident.
    ClearDeployment(data, { blamedDeployments, clearedDeployments }) {
      const blamed = blamedDeployments.some(({ deploymentId }) => deploymentId === data.deploymentId);
      const settled = clearedDeployments.includes(data.deploymentId) && !blamed;
      return settled ? [] : [{ type: 'DeploymentCleared', data }];
    },
  },
  evolve: {
    DeploymentBlamed: (incident, { deploymentId, reason }, facts) => ({
      clearedDeployments: incident.clearedDeployments.filter((id) => id !== deploymentId),
      blamedDeployments: [
        ...allBut(incident, deploymentId),
        {
          deploymentId,
          byCause: false,
          reason: reason ?? null,
          blamedBy: whoActs(facts),
          blamedAt: facts.occurredAt,
        },
      ],
    }),
    DeploymentCleared: (incident, { deploymentId }) => ({
      clearedDeployments: [...incident.clearedDeployments.filter((id) => id !== deploymentId), deploymentId],
      blamedDeployments: allBut(incident, deploymentId),
      cause:
        incident.cause?.deploymentId === deploymentId
          ? { ...incident.cause, deploymentId: null }
          : incident.cause,
    }),
  },
  describe: {
    DeploymentBlamed: ({ reason, ...named }) =>
      withReason(sentence(`${deploymentInWords(named)} blamed`), reason),
    DeploymentCleared: ({ reason, ...named }) =>
      withReason(sentence(`${deploymentInWords(named)} cleared of blame`), reason),
  },
};

const allBut = ({ blamedDeployments }: CauseState, id: string) =>
  blamedDeployments.filter(({ deploymentId }) => deploymentId !== id);
