import type { IncomingHttpHeaders } from 'node:http';
import { Controller, Get, Headers, Param, Query, StreamableFile } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { Admission } from '../access/admission.js';
import type { Caller } from '../access/caller.js';
import { ApiError } from '../graphql/errors.js';
import { wrongFields } from '../graphql/input.js';
import { instanceOf } from '../graphql/nested.js';
import {
  type MetricsAnswer,
  MetricsAnswers,
  type MetricsArguments,
  wrongIn as wrongInQuestion,
} from '../metrics/answers.js';
import { MetricsFilterInput } from '../metrics/metrics.input.js';
import { type Parameters, argumentsIn } from './parameters.js';
import { type Report, contributionsReport, figuresReport } from './report.js';
import { contributionColumns, isReported } from './tables.js';

/** The arguments of the query `metrics` that a report takes; one of a single number is of one stretch of time. */
const ARGUMENTS = ['window', 'filter', 'asOf', 'minPosition'];
const MORE = [...ARGUMENTS, 'groupBy', 'interval', 'timeZone'];

/** The numbers for spreadsheets: the same that GraphQL answers, with all that is behind them. */
@Controller('reports')
export class ReportsController {
  constructor(
    private readonly admission: Admission,
    private readonly answers: MetricsAnswers,
    private readonly modules: ModuleRef,
  ) {}

  /** Every number, in one table of figures. */
  @Get('metrics.csv')
  async figuresTable(@Headers() headers: IncomingHttpHeaders, @Query() parameters: Parameters) {
    return fileOf('metrics.csv', figuresReport(await this.#figures(headers, parameters), 'csv'));
  }

  @Get('metrics.json')
  async figures(@Headers() headers: IncomingHttpHeaders, @Query() parameters: Parameters) {
    return fileOf('metrics.json', figuresReport(await this.#figures(headers, parameters), 'json'));
  }

  /** One number with the very incidents and deployments behind it. */
  @Get('metrics/:file')
  async contributions(
    @Headers() headers: IncomingHttpHeaders,
    @Param('file') file: string,
    @Query() parameters: Parameters,
  ) {
    const { args, caller } = await this.#asked(headers, parameters, ARGUMENTS);
    const answer = await this.answers.answer(caller, args);
    const [, metric = '', format] = /^(\w+)\.(csv|json)$/.exec(file) ?? [];
    if (!isReported(metric)) throw unknownReport(file);
    return fileOf(file, contributionsReport(metric, answer, format === 'csv' ? 'csv' : 'json'));
  }

  async #figures(headers: IncomingHttpHeaders, parameters: Parameters): Promise<MetricsAnswer> {
    const { args, caller } = await this.#asked(headers, parameters, MORE);
    return this.answers.answerWhole(caller, args);
  }

  async #asked(
    headers: IncomingHttpHeaders,
    parameters: Parameters,
    names: readonly string[],
  ): Promise<{ caller: Caller; args: MetricsArguments }> {
    const caller = await this.admission.admit(headers, 'read', 'reports');
    // The module of the schema shows it to none but who looks for it everywhere.
    const { schema } = this.modules.get(GraphQLSchemaHost, { strict: false });
    // The schema's types are those of the query.
    const args = argumentsIn(parameters, schema, 'metrics', names, wrongIn) as MetricsArguments;
    return { caller, args };
  }
}

/** As GraphQL checks them: the filter by the rules of its class, and the question as a whole. */
const wrongIn = (args: MetricsArguments) => [
  ...(args.filter ? wrongFields(instanceOf(MetricsFilterInput, args.filter), 'filter') : []),
  ...wrongInQuestion(args),
];

/** A file that is written as it is sent. */
const fileOf = (name: string, { contentType, body }: Report): StreamableFile =>
  new StreamableFile(body, { type: contentType, disposition: `attachment; filename="${name}"` });

const unknownReport = (file: string): ApiError =>
  new ApiError(
    'NOT_FOUND',
    `There is no report ${JSON.stringify(file.slice(0, 80))}. There are metrics.csv and metrics.json and, under metrics/, each as .csv and .json: ${Object.keys(contributionColumns).join(', ')}.`,
  );
