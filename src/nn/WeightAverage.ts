import type { Numbers } from '../kernels/MatrixKernel.ts';
import { power } from './adamw.ts';
import type { Weights } from './Pass.ts';

/**
 * A running mean of the weights, each step's counting `decay` times as much as the next one's (Polyak and Juditsky 1992,
 * as used since with exponential weights). Rows of the embedding that a step does not touch stay what they are, so their
 * mean can wait until they are touched again, and catch up in one go.
 */
export class WeightAverage {
  /** The step up to which each row of the embedding has been counted. */
  readonly counted: Int32Array;

  /**
   * @param mean - as large as the weights, zeros at first
   * @param width - of a row of the embedding
   * @param decay - from 0 to below 1
   */
  constructor(
    readonly mean: Weights,
    private readonly width: number,
    private readonly decay: number,
  ) {
    this.counted = new Int32Array(mean.embedding.length / width);
  }

  /**
   * Counts a row of the embedding up to a step, before the next one changes it.
   *
   * @param row - of the embedding
   * @param step - the last one since which the row has been as it is
   * @param embedding - the weights
   */
  catchUp(row: number, step: number, embedding: Numbers): void {
    const missed = step - this.counted[row]!;
    if (missed <= 0) return;
    this.counted[row] = step;
    const kept = power(this.decay, missed);
    const mean = this.mean.embedding;
    for (let i = row * this.width; i < (row + 1) * this.width; i++)
      mean[i] = embedding[i]! + (mean[i]! - embedding[i]!) * kept;
  }

  /**
   * Counts all weights but the embedding, after a step has changed them.
   *
   * @param dense - the weights
   */
  add(dense: Numbers): void {
    const mean = this.mean.dense;
    const { decay } = this;
    for (let i = 0; i < mean.length; i++) mean[i] = dense[i]! + (mean[i]! - dense[i]!) * decay;
  }

  /**
   * @param weights - as the last step left them
   * @param step - number of that step, at least 1
   * @returns the mean of all steps, in new arrays
   */
  weights(weights: Weights, step: number): Weights {
    for (let row = 0; row < this.counted.length; row++) this.catchUp(row, step, weights.embedding);
    // The mean began at 0.
    const factor = 1 / (1 - power(this.decay, step));
    const corrected = (numbers: Numbers) => {
      const copy = numbers.slice();
      for (let i = 0; i < copy.length; i++) copy[i]! *= factor;
      return copy;
    };
    return { embedding: corrected(this.mean.embedding), dense: corrected(this.mean.dense) };
  }
}
