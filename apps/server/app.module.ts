import { type DynamicModule, Module } from '@nestjs/common';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { GraphQLModule } from '@nestjs/graphql';
import { Views } from '#views';
import { AccessModule } from './access/access.module.js';
import { Authentication } from './access/authentication.js';
import { RateLimit } from './access/rate-limit.js';
import { AlertModule } from './alert/alert.module.js';
import { CatalogModule } from './catalog/catalog.module.js';
import { CoreModule, type Foundations } from './core.module.js';
import { DeploymentModule } from './deployment/deployment.module.js';
import { apolloOptions } from './graphql/apollo.js';
import { ExportModule } from './export/export.module.js';
import { Gate } from './graphql/gate.js';
import { HttpModule } from './http/http.module.js';
import { IncidentModule } from './incident/incident.module.js';
import { IngestModule } from './ingest/ingest.module.js';
import { LogModule } from './log/log.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { ReportsModule } from './reports/reports.module.js';
import { NotaryModule } from './notary/notary.module.js';
import { StatusModule } from './status/status.module.js';

const features = [
  AccessModule,
  AlertModule,
  CatalogModule,
  DeploymentModule,
  ExportModule,
  HttpModule,
  IncidentModule,
  IngestModule,
  LogModule,
  MetricsModule,
  ReportsModule,
  NotaryModule,
  StatusModule,
];

/** The whole service. */
@Module({})
export class AppModule {
  static on(foundations: Foundations): DynamicModule {
    const { config, logger } = foundations;
    const graphql = GraphQLModule.forRootAsync<ApolloDriverConfig>({
      driver: ApolloDriver,
      inject: [Authentication, Gate, RateLimit, Views],
      useFactory: (authentication: Authentication, gate: Gate, rateLimit: RateLimit, views: Views) =>
        apolloOptions({ authentication, config, gate, logger, rateLimit, views }),
    });
    return { module: AppModule, imports: [CoreModule.on(foundations), graphql, ...features] };
  }
}
