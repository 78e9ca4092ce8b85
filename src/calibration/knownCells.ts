import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';

/** What is known of one label: entry `i` of each array belongs to the same sample. */
export interface KnownCells {
  readonly scores: Float64Array;
  /** 1 = the sample has the label. */
  readonly truth: Uint8Array;
  /** How much each sample counts; all above 0. */
  readonly weights: Float64Array;
  readonly positiveCount: number;
  readonly negativeCount: number;
  readonly positiveWeight: number;
  readonly negativeWeight: number;
}

/**
 * Collects the samples of which it is known whether they have a label, and that have any weight.
 *
 * @param scores - samples x labels
 * @param truth - samples x labels
 * @param label - column number
 * @param sampleWeights - one number from 0 a sample; absent = 1 each
 */
export function knownCells(
  scores: ScoreMatrix,
  truth: LabelMatrix,
  label: number,
  sampleWeights?: ArrayLike<number>,
): KnownCells {
  const width = truth.labelCount;
  const columnScores = new Float64Array(truth.sampleCount);
  const columnTruth = new Uint8Array(truth.sampleCount);
  const columnWeights = new Float64Array(truth.sampleCount);
  const counts = [0, 0];
  const weightSums = [0, 0];
  let count = 0;
  for (let sample = 0; sample < truth.sampleCount; sample++) {
    const cell = sample * width + label;
    const weight = sampleWeights === undefined ? 1 : sampleWeights[sample]!;
    if (weight === 0 || truth.known?.[cell] === 0) continue;
    const value = truth.values[cell] === 1 ? 1 : 0;
    columnScores[count] = scores.values[cell]!;
    columnTruth[count] = value;
    columnWeights[count++] = weight;
    counts[value]!++;
    weightSums[value]! += weight;
  }
  return {
    scores: columnScores.subarray(0, count),
    truth: columnTruth.subarray(0, count),
    weights: columnWeights.subarray(0, count),
    positiveCount: counts[1]!,
    negativeCount: counts[0]!,
    positiveWeight: weightSums[1]!,
    negativeWeight: weightSums[0]!,
  };
}

/** What a curve is fitted towards, in place of 1 for positives and 0 for negatives. */
export interface Targets {
  readonly positive: number;
  readonly negative: number;
}

/**
 * Platt's targets (1999): the rates to expect of a new positive and a new negative, with a uniform prior on both.
 *
 * @param cells - the samples that are fitted to
 */
export function smoothedTargets({ positiveWeight, negativeWeight }: KnownCells): Targets {
  return { positive: (positiveWeight + 1) / (positiveWeight + 2), negative: 1 / (negativeWeight + 2) };
}
