import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';

const { VNodeState } = gossip.MemberInfo;

export type Role = 'leader' | 'follower' | 'starting';

export interface Member {
  readonly port: number;
  readonly role: Role;
  readonly alive: boolean;
}

const STATES = {
  leader: VNodeState.LEADER,
  follower: VNodeState.FOLLOWER,
  starting: VNodeState.UNKNOWN,
} as const;

export function clusterInfo(members: readonly Member[]) {
  const info = new gossip.ClusterInfo();
  for (const { port, role, alive } of members)
    info.addMembers(
      new gossip.MemberInfo()
        .setInstanceId(new shared.UUID().setString(crypto.randomUUID()))
        .setTimeStamp(String(Date.now()))
        .setState(STATES[role])
        .setIsAlive(alive)
        .setHttpEndPoint(new gossip.EndPoint().setAddress('127.0.0.1').setPort(port)),
    );
  return info;
}

/** It says that it can append in batches, as every server does; a FAKE node then refuses to. */
export function supportedMethods() {
  const answer = new features.SupportedMethods().setEventStoreServerVersion('23.10.6-fake');
  for (const method of ['append', 'batchappend', 'read'])
    answer.addMethods(
      new features.SupportedMethod()
        .setServiceName('event_store.client.streams.streams')
        .setMethodName(method),
    );
  return answer;
}
