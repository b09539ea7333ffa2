/** An alert that an event names, in the words that were known of it then. */
export interface NamedAlert {
  readonly alertId: string;
  /** What the alert says; absent where nobody knew, and in older events. */
  readonly title?: string;
}

/** A deployment that an event names, with what was known of it then. */
export interface NamedDeployment {
  readonly deploymentId: string;
  /** Absent where nobody had told of it, and in older events. */
  readonly deployment?: Deployed;
}

/** What was deployed where. */
interface Deployed {
  /** The service's slug. */
  readonly service: string;
  readonly version: string;
  readonly environment: string;
}

type Worded = Pick<NamedDeployment, 'deploymentId'> & { readonly deployment?: Deployed | undefined };

/** An alert by this id, of which something may be known. */
export const namedAlert = (alertId: string, known: { readonly title: string } | undefined): NamedAlert => ({
  alertId,
  ...(known && { title: known.title }),
});

/** A deployment by this id, of which something may be known. */
export const namedDeployment = (deploymentId: string, known: Deployed | undefined): NamedDeployment => ({
  deploymentId,
  ...(known && {
    deployment: { service: known.service, version: known.version, environment: known.environment },
  }),
});

/** The alert in words; by its id, where nothing else of it is known. */
export const alertInWords = ({ alertId, title }: NamedAlert): string =>
  `alert ${title === undefined ? alertId : `“${title}”`}`;

/** The deployment in words; by its id, where nothing else of it is known. */
export const deploymentInWords = ({ deploymentId, deployment }: Worded): string =>
  deployment
    ? `deployment of ${deployment.service} ${deployment.version} to ${deployment.environment}`
    : `deployment ${deploymentId}`;
