import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { Answer } from './Consumer.ts';

/** How long a consumer may take, from its start to the last answer. */
export const PATIENCE_MS = 120_000;

/**
 * Runs a command whose last line is the answer.
 *
 * @param command - the program
 * @param args - its arguments
 * @param cwd - the folder that it runs in
 */
export async function answerOfProcess(command: string, args: string[], cwd: string): Promise<Answer> {
  const { stdout } = await promisify(execFile)(command, args, { cwd, timeout: PATIENCE_MS });
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as Answer;
}

/**
 * Runs the code of a web worker in a thread of Node.
 *
 * @param code - one classic script
 */
export function answerOfThread(code: string): Promise<Answer> {
  const prelude = `globalThis.postMessage = (data) => require('node:worker_threads').parentPort.postMessage(data);\n`;
  const worker = new Worker(prelude + code, { eval: true });
  return new Promise<Answer>((resolve, reject) => {
    worker.once('message', (data: Answer | { error: string }) =>
      'error' in data ? reject(new Error(data.error)) : resolve(data),
    );
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The thread ended without an answer.')));
  }).finally(() => worker.terminate());
}
