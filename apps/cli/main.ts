#!/usr/bin/env node
import './production.js';
import { Command } from 'commander';
import { demoCommand } from './demo-command.js';
import { explain } from './explain.js';
import { keysCommand } from './keys-command.js';
import { serveCommand } from './serve-command.js';

const sitrep = new Command('sitrep')
  .description('The system of record for incidents')
  .addCommand(serveCommand)
  .addCommand(demoCommand)
  .addCommand(keysCommand);

try {
  await sitrep.parseAsync();
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
