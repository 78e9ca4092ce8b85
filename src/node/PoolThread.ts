import { Worker } from 'node:worker_threads';
import { GenrekitError } from '../errors.ts';
import { locateWorker, type WorkerProgram } from './locateWorker.ts';
import type { WorkerReply } from './workerMessages.ts';

/** One worker thread, which does one task at a time. */
export class PoolThread<Task, Result> {
  private readonly worker: Worker;
  private settle: ((reply: WorkerReply<Result> | Error) => void) | undefined;
  private death: Error | undefined;

  /** @param program - what the thread runs */
  constructor(program: WorkerProgram) {
    this.worker = new Worker(locateWorker(program));
    this.worker.unref();
    this.worker.on('message', (reply: WorkerReply<Result>) => this.settle?.(reply));
    this.worker.on('error', (error) => this.die(error));
    this.worker.on('exit', () => this.die(new Error('A worker thread ended before its task.')));
  }

  /** Whether it can take another task. */
  get isAlive(): boolean {
    return this.death === undefined;
  }

  /**
   * @param task - what to do; not before the last one is done
   * @returns its result
   * @throws GenrekitError what the task threw; or another Error when the thread itself broke
   */
  async run(task: Task): Promise<Result> {
    if (this.death !== undefined) throw this.death;
    this.worker.ref(); // a thread at work keeps the program alive, an idle one does not
    const reply = await new Promise<WorkerReply<Result> | Error>((resolve) => {
      this.settle = resolve;
      this.worker.postMessage(task);
    });
    this.settle = undefined;
    this.worker.unref();
    if (reply instanceof Error) throw reply;
    if ('result' in reply) return reply.result;
    throw reply.code === undefined ? new Error(reply.message) : new GenrekitError(reply.code, reply.message);
  }

  /**
   * Ends the thread, at once.
   *
   * @param reason - what its task, if it has one, and all later ones fail with
   */
  async end(reason: Error): Promise<void> {
    this.die(reason);
    await this.worker.terminate();
  }

  private die(reason: Error): void {
    this.death ??= reason;
    this.settle?.(reason);
  }
}
