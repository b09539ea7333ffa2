import { Injectable, applyDecorators } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Field, ID, InputType } from '@nestjs/graphql';
import { type Incident, type IncidentCommand, incidents, maySee } from '#incident';
import type { Caller } from '../access/caller.js';
import { ScopedMutation } from '../access/requires.js';
import { viewerOf } from '../access/viewer.js';
import { Execute, type Receipt } from '../commands/execute.js';
import { createdIdOf } from '../commands/identity.js';
import { ChangeInput, type CommandInput, optionsOf } from '../graphql/command-input.js';
import { Line } from '../graphql/validators.js';
import { IncidentPayload } from './incident.payload.js';
import { KnownIncidents } from './known-incidents.js';

/** What every mutation of an existing incident takes beside the fields of its command. */
@InputType({ isAbstract: true })
export class IncidentInput extends ChangeInput {
  @Field(() => ID, { description: 'The UUID or the reference (`INC-42`).' })
  @Line()
  incidentId: string;
}

/** A mutation that sends a command to an incident. */
export const IncidentMutation = (description: string) =>
  applyDecorators(ScopedMutation('respond', () => IncidentPayload, { description }));

/** Sends commands to incidents. */
@Injectable()
export class IncidentCommands {
  constructor(
    private readonly bus: CommandBus,
    private readonly known: KnownIncidents,
  ) {}

  /**
   * @param asked what was asked, where the command says more than that
   * @throws ApiError NOT_FOUND where the caller sees no such incident, also once the views have caught up
   */
  async send(
    caller: Caller,
    input: IncidentInput,
    command: IncidentCommand,
    asked: object = command.data,
  ): Promise<Receipt> {
    const called = input.incidentId;
    const id = await this.known.idOf(called, caller);
    const viewer = viewerOf(caller);
    // The decider of incidents folds it.
    const seen = (state: object) => maySee(state as Incident, viewer);
    const options = { asked, ...optionsOf(input), maySee: seen, called };
    return this.bus.execute(new Execute(incidents, id, command, caller, options));
  }

  /** @param asked what was asked, where the command says more than that */
  declare(
    caller: Caller,
    input: CommandInput,
    command: IncidentCommand,
    asked: object = command.data,
  ): Promise<Receipt> {
    const options = { asked, ...optionsOf(input) };
    const id = createdIdOf('incident', caller.principal.id, options.idempotencyKey);
    return this.bus.execute(new Execute(incidents, id, command, caller, options));
  }
}
