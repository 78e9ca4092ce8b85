import { availableParallelism } from 'node:os';
import { GenrekitError } from '../errors.ts';
import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import { throwIfAborted } from '../learners/abort.ts';
import type { BinaryLearner } from '../learners/BinaryLearner.ts';
import type { BinaryFit } from '../learners/BinaryProblem.ts';
import type { FitContext } from '../learners/FitContext.ts';
import type { LabelTrainer } from '../learners/LabelTrainer.ts';
import { checkRows, labelGroups, targetsOf } from '../learners/trainLabels.ts';
import type { CsrMatrix } from '../math/CsrMatrix.ts';
import type { ShardPool, ShardRunner, ShardSetup } from '../nn/ShardRunner.ts';
import { checkNumber, resolveOptions } from '../options.ts';
import { PoolThread } from './PoolThread.ts';
import { ShardThreads } from './ShardThreads.ts';
import { shareMatrix, type WorkerTask } from './workerMessages.ts';

/** Options of {@link createWorkerPool}. */
export interface WorkerPoolOptions {
  /**
   * How many threads work at once.
   * @defaultValue as many as the machine can run in parallel
   */
  readonly size?: number;
}

/** Threads that fit the labels of a strategy, or the parts of a batch, side by side; made by {@link createWorkerPool}. */
export interface WorkerPool extends LabelTrainer {
  /** How many threads work at once. */
  readonly size: number;
  /** Ends the threads; fits under way fail with `aborted`. */
  close(): Promise<void>;
}

/**
 * Starts a pool of worker threads for Node. Threads start when first needed, idle ones do not keep the program alive,
 * and a fit has the same bits as on one thread.
 *
 * @param options - settings; see {@link WorkerPoolOptions}
 * @returns a trainer for `fit`
 * @throws GenrekitError `invalid-option` for an unknown or bad option
 *
 * @example
 * ```ts
 * import { GenreClassifier } from 'genrekit';
 * import { createWorkerPool } from 'genrekit/node';
 * const pool = createWorkerPool({ size: 2 });
 * const movies = [{ title: 'Dune', genres: ['Drama'] }, { title: 'Airplane!', genres: ['Comedy'] }];
 * await new GenreClassifier({ foldCount: 2 }).fit(movies, { trainer: pool });
 * await pool.close();
 * ```
 */
export function createWorkerPool(options?: WorkerPoolOptions): WorkerPool {
  const { size } = resolveOptions('createWorkerPool', options, { size: availableParallelism() });
  return new ThreadPool(checkNumber('createWorkerPool.size', size, { min: 1, max: 1024, isInteger: true }));
}

/** A task that waits for a thread, and what happens to its answer. */
interface Waiting {
  readonly task: WorkerTask;
  readonly resolve: (fits: readonly BinaryFit[]) => void;
  readonly reject: (error: unknown) => void;
}

type LearnerThread = PoolThread<WorkerTask, readonly BinaryFit[]>;

class ThreadPool implements WorkerPool, ShardPool {
  private readonly threads = new Set<LearnerThread>();
  private readonly idle: LearnerThread[] = [];
  private readonly trainings = new Set<ShardThreads>();
  private readonly queue: Waiting[] = [];
  private matrixCount = 0;
  private isClosed = false;

  constructor(readonly size: number) {}

  async trainLabels(
    matrix: CsrMatrix,
    labels: LabelMatrix,
    learner: BinaryLearner,
    context: FitContext,
  ): Promise<readonly BinaryFit[]> {
    const { seed, sampleWeights, signal, onProgress } = context;
    checkRows(matrix, labels);
    throwIfAborted(signal);
    const shared = { matrixId: this.matrixCount++, matrix: shareMatrix(matrix), learner, seed };
    const stopFlag = new Int32Array(new SharedArrayBuffer(4));
    const stop = () => Atomics.store(stopFlag, 0, 1);
    signal?.addEventListener('abort', stop);
    let done = 0;
    try {
      const groups = labelGroups(labels.labelCount).map(async (group) => {
        const problems = group.map((label) => ({ targets: targetsOf(labels, label), sampleWeights }));
        const fits = await this.run({ ...shared, problems, stopFlag });
        throwIfAborted(signal);
        for (const _ of fits) onProgress?.({ stage: 'fitting', done: ++done, total: labels.labelCount });
        return fits;
      });
      return (await Promise.all(groups)).flat();
    } catch (error) {
      stop(); // the other groups of this fit are of no use now
      throwIfAborted(signal);
      throw error;
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  }

  openShards(setup: ShardSetup): ShardRunner {
    if (this.isClosed) throw closedError();
    const training = new ShardThreads(setup, this.size, () => this.trainings.delete(training));
    this.trainings.add(training);
    return training;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    for (const { reject } of this.queue.splice(0)) reject(closedError());
    this.idle.length = 0;
    const working = [...this.threads, ...this.trainings];
    await Promise.all(working.map((threads) => threads.end(closedError())));
  }

  private run(task: WorkerTask): Promise<readonly BinaryFit[]> {
    return new Promise((resolve, reject) => {
      if (this.isClosed) throw closedError();
      this.queue.push({ task, resolve, reject });
      this.work();
    });
  }

  /** Gives waiting tasks to idle threads, starting threads up to the size of the pool. */
  private work(): void {
    while (this.queue.length > 0) {
      const thread = this.freeThread();
      if (thread === undefined) return;
      const { task, resolve, reject } = this.queue.shift()!;
      thread
        .run(task)
        .then(resolve, reject)
        .finally(() => {
          this.idle.push(thread);
          this.work();
        });
    }
  }

  private freeThread(): LearnerThread | undefined {
    for (let thread = this.idle.pop(); thread !== undefined; thread = this.idle.pop()) {
      if (thread.isAlive) return thread;
      this.threads.delete(thread);
    }
    if (this.threads.size >= this.size) return undefined;
    const thread: LearnerThread = new PoolThread('learnerWorker');
    this.threads.add(thread);
    return thread;
  }
}

function closedError(): GenrekitError {
  return new GenrekitError('aborted', 'The worker pool is closed; create a new one with createWorkerPool().');
}
