import {
  Controller,
  Headers,
  HttpCode,
  HttpStatus,
  Inject,
  Post,
  type RawBodyRequest,
  Req,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { v4 as uuid } from 'uuid';
import type { Principal } from '#access';
import { RateLimit } from '../access/rate-limit.js';
import type { Config } from '../config/config.js';
import { DeploymentCommands, deploymentIdOf } from '../deployment/deployment-commands.js';
import { unauthenticated } from '../graphql/errors.js';
import { CONFIG } from '../tokens.js';
import { readGitHub } from './github.js';
import { isSignedByGitHub } from './signature.js';

const github: Principal = {
  id: 'github',
  name: 'GitHub',
  kind: 'INTEGRATION',
  scopes: ['ingest'],
  expiresAt: null,
};

/** Takes the deliveries of a GitHub webhook for the events deployment and deployment_status, by its signature. */
@Controller('ingest/github')
export class GitHubController {
  constructor(
    private readonly deployments: DeploymentCommands,
    private readonly rateLimit: RateLimit,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Records the deployment. A repeated delivery finds it recorded and changes nothing. */
  @Post()
  @HttpCode(HttpStatus.OK)
  async receive(
    @Req() { body, rawBody }: RawBodyRequest<FastifyRequest>,
    @Headers('x-github-event') event: string | undefined,
    @Headers('x-github-delivery') delivery: string | undefined,
    @Headers('x-hub-signature-256') signature: string | undefined,
  ) {
    const { githubSecret } = this.config;
    if (githubSecret === undefined)
      throw unauthenticated('Set SITREP_GITHUB_SECRET to the secret of the webhook.');
    if (!rawBody || !isSignedByGitHub(rawBody, signature, githubSecret)) {
      throw unauthenticated(
        'X-Hub-Signature-256 does not match: sign the body with the secret that Sitrep was given.',
      );
    }
    await this.rateLimit.take(github.id);
    const said = readGitHub(event ?? '', body);
    if ('nothingToRecord' in said) return { events: 0, reason: said.nothingToRecord };

    const { key, occurredAt, outcome: status, ...report } = said.deployment;
    const news = { id: deploymentIdOf(key), status, report };
    const caller = { principal: github, correlationId: delivery ?? uuid(), source: 'ingest/github' };
    const receipt = await this.deployments.record(caller, news, { occurredAt });
    return { events: receipt.events.length };
  }
}
