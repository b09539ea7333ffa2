import type { Type } from '@nestjs/common';
import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';

@ObjectType()
export class PageInfo {
  @Field()
  hasNextPage: boolean;

  @Field()
  hasPreviousPage: boolean;

  @Field(() => String, { nullable: true })
  startCursor: string | null;

  @Field(() => String, { nullable: true })
  endCursor: string | null;
}

/** The page of a connection that is asked for, as Relay's specification of cursor connections has it. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, {
    nullable: true,
    description: 'How many from the start (or after `after`); 20 unless given, 100 at most.',
  })
  first?: number | null;

  @Field(() => String, { nullable: true })
  after?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many from the end (or before `before`).' })
  last?: number | null;

  @Field(() => String, { nullable: true })
  before?: string | null;
}

@ObjectType({ isAbstract: true })
class BareEdge {}

/** The edges and page of a connection, with the edge type of its node, which may have further fields. */
function pageOf<Node extends object>(node: Type<Node>, name: string, edge: Type<object> = BareEdge) {
  @ObjectType(`${name}Edge`)
  class Edge extends edge {
    @Field()
    cursor: string;

    @Field(() => node)
    node: Node;
  }

  @ObjectType({ isAbstract: true })
  class Page {
    @Field(() => [Edge])
    edges: Edge[];

    @Field(() => PageInfo)
    pageInfo: PageInfo;
  }
  return Page;
}

/** The connection of a node type, as Relay has it, with a count of all. Its edges may have further fields. */
export function connectionOf<Node extends object>(node: Type<Node>, name: string, edge?: Type<object>) {
  @ObjectType(`${name}Connection`)
  class Connection extends pageOf(node, name, edge) {
    @Field(() => Int, { description: 'How many there are on all pages. Counted only when asked for.' })
    totalCount: number | (() => number);
  }
  return Connection;
}

/** The connection of a node type of which nobody counts how many there are. */
export function uncountedConnectionOf<Node extends object>(node: Type<Node>, name: string) {
  @ObjectType(`${name}Connection`)
  class Connection extends pageOf(node, name) {}
  return Connection;
}
