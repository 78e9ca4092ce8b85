import { Command, CommanderError } from 'commander';
import { VERSION } from '../version.ts';
import { addAdaptCommand } from './adaptCommand.ts';
import { addEvaluateCommand } from './evaluateCommand.ts';
import { EXIT } from './exitCodes.ts';
import { addInspectCommand } from './inspectCommand.ts';
import { oneLine, reportError, type Streams } from './Output.ts';
import { addPredictCommand } from './predictCommand.ts';
import { addReportCommand } from './reportCommand.ts';
import { addRunsCommand } from './runsCommand.ts';
import { addTrainCommand } from './trainCommand.ts';

/**
 * Runs the `genrekit` command.
 *
 * @param args - the words after the command's name
 * @param streams - where it reads and writes
 * @returns the exit code: 0 ok, 2 usage, 3 bad data, 4 bad model
 */
export async function runCommand(args: readonly string[], streams: Streams): Promise<number> {
  const isJson = args.includes('--json');
  const program = new Command('genrekit')
    .description("Tells a movie's genres from its title, its plot, or both.")
    .version(VERSION)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void streams.stdout.write(text),
      writeErr: (text) => void (isJson || streams.stderr.write(text)),
      outputError: (text, write) => write(`genrekit: ${withoutPrefix(text)}\n`),
    });
  for (const add of [
    addPredictCommand,
    addTrainCommand,
    addAdaptCommand,
    addEvaluateCommand,
    addReportCommand,
    addInspectCommand,
    addRunsCommand,
  ]) {
    add(program, streams);
  }
  // Subcommands take over exit and output behaviour only when they are made by the program itself.
  for (const command of program.commands) command.copyInheritedSettings(program);
  try {
    await program.parseAsync(args, { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof CommanderError)) return reportError(streams, error, isJson);
    if (error.exitCode === 0) return EXIT.ok;
    if (isJson) {
      const problem = { code: 'usage', message: withoutPrefix(error.message), exitCode: EXIT.usage };
      streams.stderr.write(`${JSON.stringify({ error: problem })}\n`);
    }
    return EXIT.usage;
  }
}

/** Commander's own messages start with `error: `, and put advice on a line of its own. */
function withoutPrefix(message: string): string {
  return oneLine(message.replace(/^error: /, ''));
}
