import 'reflect-metadata';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  Args,
  Field,
  GraphQLModule,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  registerEnumType,
} from '@nestjs/graphql';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';

/**
 * The baseline: the same stack (Nest, Fastify, Apollo), bare. A mutation that does nothing, and a list that is
 * answered from memory, in the shapes of Sitrep's own.
 */
const Severity = { P0: 'P0', P1: 'P1', P2: 'P2', P3: 'P3' } as const;
registerEnumType(Severity, { name: 'Severity' });

@ObjectType('Incident')
class IncidentType {
  @Field(() => ID) id: string;
  @Field() reference: string;
  @Field() title: string;
  @Field() summary: string;
  @Field() status: string;
  @Field(() => Severity) severity: string;
  @Field(() => [String]) services: string[];
  @Field() declaredAt: string;
  @Field() updatedAt: string;
  @Field(() => Int) revision: number;
}

@ObjectType()
class RecordedEvent {
  @Field() type: string;
  @Field() position: string;
}

@ObjectType()
class Payload {
  @Field(() => Int) revision: number;
  @Field() position: string;
  @Field(() => [RecordedEvent]) events: RecordedEvent[];
  @Field(() => IncidentType) incident: IncidentType;
}

@InputType()
class ChangeSeverityInput {
  @Field(() => ID) incidentId: string;
  @Field(() => Severity) severity: string;
  @Field() reason: string;
}

@ObjectType()
class Edge {
  @Field() cursor: string;
  @Field(() => IncidentType) node: IncidentType;
}

@ObjectType()
class PageInfo {
  @Field() hasNextPage: boolean;
}

@ObjectType()
class Connection {
  @Field(() => [Edge]) edges: Edge[];
  @Field(() => PageInfo) pageInfo: PageInfo;
}

const incidents = Array.from({ length: 10_000 }, (_, index): IncidentType => ({
  id: `3b241101-e2bb-4255-8caf-${String(index).padStart(12, '0')}`,
  reference: `INC-${index + 1}`,
  title: `checkout answers slowly (${index})`,
  summary: 'Latency is far above what we promise.',
  status: 'RESOLVED',
  severity: 'P1',
  services: ['checkout'],
  declaredAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  revision: 2,
}));
const [incident] = incidents;

@Resolver()
class BareResolver {
  @Mutation(() => Payload)
  changeSeverity(@Args('input') { severity }: ChangeSeverityInput) {
    const events = [{ type: 'SeverityChanged', position: '0000000000000042' }];
    return {
      revision: 1,
      position: '0000000000000042',
      events,
      incident: Object.assign({}, incident, { severity }),
    };
  }

  @Query(() => Connection)
  incidents(@Args('first', { type: () => Int }) first: number) {
    const edges = incidents.slice(0, first).map((node) => ({ cursor: node.id, node }));
    return { edges, pageInfo: { hasNextPage: true } };
  }
}

@Module({
  imports: [
    GraphQLModule.forRoot<ApolloDriverConfig>({
      driver: ApolloDriver,
      autoSchemaFile: true,
      graphiql: false,
    }),
  ],
  providers: [BareResolver],
})
class BareModule {}

const app = await NestFactory.create<NestFastifyApplication>(BareModule, new FastifyAdapter(), {
  logger: false,
});
await app.listen(0, '127.0.0.1');
console.log(await app.getUrl());
