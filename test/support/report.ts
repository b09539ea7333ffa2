import { parse } from 'csv-parse/sync';
import { adminKey } from './service.js';

/** A row of a table, by the names of its columns. */
export type Row = Readonly<Record<string, string>>;

/** What came of asking for a report. */
export interface ReportAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Asks for a report, by its path with its parameters. */
export async function report(
  url: string,
  path: string,
  key: string | null = adminKey,
): Promise<ReportAnswer> {
  const response = await fetch(`${url}/reports/${path}`, {
    headers: key === null ? {} : { authorization: `Bearer ${key}` },
    signal: AbortSignal.timeout(20_000),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** The rows of a table that must come. */
export async function tableOf(url: string, path: string, key?: string): Promise<readonly Row[]> {
  const { status, text } = await report(url, path, key);
  if (status !== 200) throw new Error(`There came ${status}: ${text}`);
  return parse(text, { columns: true, record_delimiter: '\r\n' });
}

/** A report in JSON that must come. */
export async function jsonOf<Json>(url: string, path: string, key?: string): Promise<Json> {
  const { status, text } = await report(url, path, key);
  if (status !== 200) throw new Error(`There came ${status}: ${text}`);
  return JSON.parse(text) as Json;
}
