import { IsDefined, IsIn, IsInt, IsOptional, IsString, Matches } from 'class-validator';
import { Nested } from '../graphql/nested.js';
import { IsInstant } from './payload.js';

const states = [
  'pending',
  'queued',
  'waiting',
  'in_progress',
  'success',
  'failure',
  'error',
  'inactive',
] as const;
/** The states of a deployment that GitHub reports. */
export type State = (typeof states)[number];

const Text = (): PropertyDecorator => (target, property) => {
  IsString({ message: 'must be a string' })(target, String(property));
  Matches(/[^\s\p{Cc}]/u, { message: 'must not be empty' })(target, String(property));
};

/** What is read of what was deployed. */
export class Deployment {
  @IsInt({ message: 'must be a whole number' })
  id: number;

  @Text()
  sha: string;

  @Text()
  ref: string;

  @Text()
  environment: string;

  @IsOptional()
  @IsString({ message: 'must be a string' })
  original_environment?: string;

  payload?: unknown;

  @IsInstant()
  created_at: string;
}

/** What is read of how a deployment goes. */
export class DeploymentStatus {
  @IsIn(states, { message: `must be one of ${states.join(', ')}` })
  state: State;

  @IsOptional()
  @IsString({ message: 'must be a string' })
  log_url?: string;

  @IsOptional()
  @IsString({ message: 'must be a string' })
  target_url?: string;

  @IsInstant()
  created_at: string;
}

/** What is read of the repository that it comes from. */
export class Repository {
  @Text()
  name: string;

  @Text()
  full_name: string;

  @Text()
  html_url: string;
}

/** The event `deployment`. */
export class DeploymentCreated {
  @IsDefined({ message: 'must be there' })
  @Nested(() => Deployment, 'must be an object')
  deployment: Deployment;

  @IsDefined({ message: 'must be there' })
  @Nested(() => Repository, 'must be an object')
  repository: Repository;
}

/** The event `deployment_status`. */
export class DeploymentStatusCreated extends DeploymentCreated {
  @IsDefined({ message: 'must be there' })
  @Nested(() => DeploymentStatus, 'must be an object')
  deployment_status: DeploymentStatus;
}
