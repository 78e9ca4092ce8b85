import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import type { Answer } from './Consumer.ts';
import { PATIENCE_MS } from './runtimes.ts';

/** @returns the number of a port on which nobody listens */
export function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/**
 * Asks a server that has just been started, until it listens.
 *
 * @param url - what to ask for
 * @param server - its process
 */
export async function askServer(url: string, server: ChildProcess): Promise<Answer> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  for (;;) {
    try {
      const response = await fetch(url, { signal });
      if (!response.ok)
        throw new Error(`${url} says ${response.status}: ${(await response.text()).slice(0, 300)}`);
      return (await response.json()) as Answer;
    } catch (error) {
      const isRefused = ((error as Error).cause as { code?: string } | undefined)?.code === 'ECONNREFUSED';
      if (!isRefused || server.exitCode !== null || signal.aborted) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
