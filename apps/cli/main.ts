#!/usr/bin/env node
import './production.js';
import { Command } from 'commander';
import { demoCommand } from './demo-command.js';
import { exportCommand } from './export-command.js';
import { importCommand } from './import-command.js';
import { keysCommand } from './keys-command.js';
import { rebuildCommand } from './rebuild-command.js';
import { serveCommand } from './serve-command.js';
import { verifyCommand } from './verify-command.js';

const sitrep = new Command('sitrep')
  .description('The system of record for incidents')
  .addCommand(serveCommand)
  .addCommand(demoCommand)
  .addCommand(keysCommand)
  .addCommand(exportCommand)
  .addCommand(verifyCommand)
  .addCommand(importCommand)
  .addCommand(rebuildCommand);

// Whoever writes is told of a failure by the write itself; this is for the event that comes with it.
process.stdout.on('error', () => undefined);

try {
  await sitrep.parseAsync();
} catch (error) {
  // It knows the errors of every part, which most commands do without.
  const { explain } = await import('./explain.js');
  console.error(explain(error));
  process.exitCode = 1;
}
