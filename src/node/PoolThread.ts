import { Worker } from 'node:worker_threads';
import { GenrekitError } from '../errors.ts';
import type { BinaryFit } from '../learners/BinaryProblem.ts';
import { locateWorker } from './locateWorker.ts';
import type { WorkerReply, WorkerTask } from './workerMessages.ts';

/** One worker thread, which does one task at a time. */
export class PoolThread {
  /** Whether it can take another task. */
  isAlive = true;
  private readonly worker = new Worker(locateWorker());
  private settle: ((reply: WorkerReply | Error) => void) | undefined;

  constructor() {
    this.worker.unref();
    this.worker.on('message', (reply: WorkerReply) => this.settle?.(reply));
    this.worker.on('error', (error) => this.die(error));
    this.worker.on('exit', () => this.die(new Error('A worker thread ended before its task.')));
  }

  /**
   * @param task - what to fit
   * @returns its fits
   * @throws GenrekitError what the fit threw; or another Error when the thread itself broke
   */
  async run(task: WorkerTask): Promise<readonly BinaryFit[]> {
    this.worker.ref(); // a thread at work keeps the program alive, an idle one does not
    const reply = await new Promise<WorkerReply | Error>((resolve) => {
      this.settle = resolve;
      this.worker.postMessage(task);
    });
    this.settle = undefined;
    this.worker.unref();
    if (reply instanceof Error) throw reply;
    if ('fits' in reply) return reply.fits;
    throw reply.code === undefined ? new Error(reply.message) : new GenrekitError(reply.code, reply.message);
  }

  /**
   * Ends the thread, at once.
   *
   * @param reason - what its task, if it has one, fails with
   */
  async end(reason: Error): Promise<void> {
    this.die(reason);
    await this.worker.terminate();
  }

  private die(reason: Error): void {
    this.isAlive = false;
    this.settle?.(reason);
  }
}
