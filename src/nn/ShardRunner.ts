import type { Precision } from '../kernels/createKernel.ts';
import type { Numbers } from '../kernels/MatrixKernel.ts';
import type { EncoderShape } from './EncoderShape.ts';
import type { LossSettings } from './Loss.ts';
import type { Weights } from './Pass.ts';
import type { TrainingRows } from './TrainingRows.ts';

/** All that a thread must know to compute gradients; survives a message. */
export interface ShardSetup {
  readonly shape: EncoderShape;
  readonly precision: Precision;
  readonly rows: TrainingRows;
  readonly loss: LossSettings;
  /** Targets are drawn so far towards one half. */
  readonly labelSmoothing: number;
  /** Share of the tokens left out of each sample. */
  readonly wordDropout: number;
  /** Share of the readings of a sample with title and plot that leave out the title. */
  readonly titleDropout: number;
  /** Share of those that leave out the plot. */
  readonly plotDropout: number;
}

/** A part of a batch. */
export interface ShardTask {
  /** Row numbers. */
  readonly rows: Int32Array;
  /** Seed of all that is left out at random. */
  readonly seed: number;
  /** The weight of the whole batch, by which its loss is divided. */
  readonly totalWeight: number;
}

/** What a shard adds to the loss of a batch, and to its gradient. */
export interface ShardResult {
  readonly loss: number;
  /** How many tokens were read. */
  readonly tokenCount: number;
  readonly dense: Numbers;
  /** Rows of the embedding; valid up to `rowCount`. */
  readonly rows: Int32Array;
  readonly rowCount: number;
  /** Gradients of those rows. */
  readonly values: Numbers;
}

/**
 * Computes the gradients of the shards of a batch: on this thread, or on several. The shards and the order in which
 * they are added up do not depend on who computes them, so neither do the bits of the result.
 */
export interface ShardRunner {
  /** Takes over weights; returns them where all threads see them change. */
  share(weights: Weights): Weights;
  /**
   * @param tasks - the shards
   * @param take - called with each result, in the order of the tasks; a result holds until the next
   */
  run(tasks: readonly ShardTask[], take: (result: ShardResult) => void): Promise<void> | void;
  /** Called when training has ended. */
  close(): void;
}

/** A pool of threads that can compute gradients. */
export interface ShardPool {
  openShards(setup: ShardSetup): ShardRunner;
}

/**
 * @param trainer - the trainer of a fit, if any
 * @returns whether it can compute gradients
 */
export function isShardPool(trainer: unknown): trainer is ShardPool {
  return typeof (trainer as ShardPool | undefined)?.openShards === 'function';
}
