#!/usr/bin/env node
import { GenrekitError } from '../errors.ts';
import { reportError } from './Output.ts';
import { runCommand } from './runCommand.ts';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader such as `head` may leave before all is written; what was computed is no worse for it.
  if (error.code === 'EPIPE') return;
  const problem = new GenrekitError('file-error', `Cannot write to standard output: ${error.message}.`);
  process.exit(reportError(process, problem, process.argv.includes('--json')));
});
process.exitCode = await runCommand(process.argv.slice(2), process);
