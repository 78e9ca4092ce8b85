#!/usr/bin/env node
import { runCommand } from './runCommand.ts';

// A reader such as `head` may leave before all is written; what was computed is no worse for it.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
process.exitCode = await runCommand(process.argv.slice(2), process);
