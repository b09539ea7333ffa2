import { config as readDotenv } from 'dotenv';
import { type Logger, destination, pino } from 'pino';
import { type Config, readConfig } from '../server/config/config.js';

/** The configuration of the environment, and of a `.env` file in the working directory for what it lacks. */
export function environment(): Config {
  readDotenv({ quiet: true });
  return readConfig(process.env);
}

/** Structured log lines on standard error; standard output is for what a command says. */
export const logTo = ({ logLevel }: Config): Logger =>
  pino({ level: logLevel }, destination({ dest: 2, sync: false }));
