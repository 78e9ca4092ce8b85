import { GrowableFloat64 } from '../math/growable.ts';
import { IsotonicCalibrator } from './IsotonicCalibrator.ts';
import type { KnownCells, Targets } from './knownCells.ts';

/**
 * Fits the rising step curve with the least squared error, by pooling adjacent violators (Ayer et al. 1955), with
 * equal scores averaged first. Between steps the curve is straight, as in scikit-learn's `IsotonicRegression`.
 *
 * @param cells - scores, truth and weights of one label; at least one
 * @param targets - what to fit towards; 1 and 0 as scikit-learn does, which says 0 and 1 outright at the ends
 */
export function fitIsotonic(
  cells: KnownCells,
  targets: Targets = { positive: 1, negative: 0 },
): IsotonicCalibrator {
  const { scores, truth, weights } = cells;
  const order = new Uint32Array(scores.length)
    .map((_, i) => i)
    .sort((a, b) => scores[a]! - scores[b]! || a - b);
  const blocks = new BlockStack(scores.length, targets);
  for (let i = 0; i < order.length; ) {
    const score = scores[order[i]!]!;
    let weight = 0;
    let positiveWeight = 0;
    for (; i < order.length && scores[order[i]!]! === score; i++) {
      weight += weights[order[i]!]!;
      if (truth[order[i]!] === 1) positiveWeight += weights[order[i]!]!;
    }
    blocks.push(score, weight, positiveWeight);
  }
  return blocks.curve();
}

/** Neighbouring scores pooled into blocks of one probability each, which rise from block to block. */
class BlockStack {
  private count = 0;
  private readonly firstScores: Float64Array;
  private readonly lastScores: Float64Array;
  private readonly weights: Float64Array;
  private readonly positiveWeights: Float64Array;

  constructor(
    capacity: number,
    private readonly targets: Targets,
  ) {
    this.firstScores = new Float64Array(capacity);
    this.lastScores = new Float64Array(capacity);
    this.weights = new Float64Array(capacity);
    this.positiveWeights = new Float64Array(capacity);
  }

  private mean(block: number): number {
    return this.positiveWeights[block]! / this.weights[block]!;
  }

  push(score: number, weight: number, positiveWeight: number): void {
    let top = this.count;
    this.firstScores[top] = score;
    this.lastScores[top] = score;
    this.weights[top] = weight;
    this.positiveWeights[top] = positiveWeight;
    // Equal means are pooled too: the curve is the same, with fewer knots.
    for (; top > 0 && this.mean(top - 1) >= this.mean(top); top--) {
      this.lastScores[top - 1] = this.lastScores[top]!;
      this.weights[top - 1]! += this.weights[top]!;
      this.positiveWeights[top - 1]! += this.positiveWeights[top]!;
    }
    this.count = top + 1;
  }

  curve(): IsotonicCalibrator {
    const knotScores = new GrowableFloat64(this.count * 2);
    const knotProbabilities = new GrowableFloat64(this.count * 2);
    for (let block = 0; block < this.count; block++) {
      const { positive, negative } = this.targets;
      // In this form rounding keeps the order of rates.
      const probability = negative + this.mean(block) * (positive - negative);
      knotScores.push(this.firstScores[block]!);
      knotProbabilities.push(probability);
      if (this.lastScores[block] === this.firstScores[block]) continue;
      knotScores.push(this.lastScores[block]!);
      knotProbabilities.push(probability);
    }
    return new IsotonicCalibrator(
      knotScores.array.slice(0, knotScores.length),
      knotProbabilities.array.slice(0, knotProbabilities.length),
    );
  }
}
