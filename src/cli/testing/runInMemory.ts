import { Readable } from 'node:stream';
import { runCommand } from '../runCommand.ts';

/** What a command has left behind. */
export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs the command as a program would, but for its streams, which are in memory.
 *
 * @param args - the words after `genrekit`
 * @param options - what standard input holds, and whether the output streams say that they are terminals
 */
export async function runInMemory(
  args: readonly string[],
  options: {
    readonly stdin?: string | Uint8Array;
    readonly isTerminal?: boolean;
    readonly isOutputTerminal?: boolean;
  } = {},
): Promise<CommandResult> {
  const { stdin = '', isTerminal = false, isOutputTerminal = false } = options;
  const written = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof written, isTTY: boolean) => ({
    isTTY,
    columns: 80,
    write: (text: string) => {
      written[name] += text;
      return true;
    },
  });
  const exitCode = await runCommand(args, {
    stdin: Readable.from([stdin]),
    stdout: stream('stdout', isOutputTerminal),
    stderr: stream('stderr', isTerminal),
  });
  return { exitCode, ...written };
}
