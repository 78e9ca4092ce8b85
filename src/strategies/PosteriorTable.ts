import type { LabelSet } from '../labels/LabelSet.ts';
import { requireShares } from './requireShares.ts';
import type { StateArray } from './Strategy.ts';

/**
 * What ML-KNN learns: the probability of each label for each number of neighbours that have it. Numbers between two
 * whole ones take the straight line between their probabilities.
 */
export class PosteriorTable {
  /**
   * @param neighbourCount - the largest number of neighbours that have a label
   * @param priors - the probability of each label before its neighbours are known
   * @param posteriors - numbers 0 to `neighbourCount` x labels, row by row
   */
  constructor(
    readonly neighbourCount: number,
    readonly priors: Float64Array,
    readonly posteriors: Float64Array,
  ) {}

  /**
   * @param label - label number
   * @param having - weight of the neighbours that have the label
   * @param known - weight of the neighbours of which it is known, at least `having`
   * @returns the probability of the label: from the share of neighbours that have it, or the prior when none is known
   */
  lookUp(label: number, having: number, known: number): number {
    const { posteriors, priors, neighbourCount } = this;
    if (known === 0) return priors[label]!;
    const width = priors.length;
    const count = scaledCount(having, known, neighbourCount);
    const below = Math.floor(count);
    const lower = posteriors[below * width + label]!;
    if (count === below) return lower;
    return lower + (count - below) * (posteriors[(below + 1) * width + label]! - lower);
  }

  /** @returns the arrays to save */
  arrays(): Readonly<Record<string, StateArray>> {
    return { priors: this.priors, posteriors: this.posteriors };
  }

  /**
   * @param arrays - what {@link PosteriorTable.arrays} gave
   * @param labels - the labels
   * @param neighbourCount - the largest number of neighbours that have a label
   * @throws GenrekitError `invalid-model` when an array is missing or malformed
   */
  static fromArrays(
    arrays: Readonly<Record<string, StateArray>>,
    labels: LabelSet,
    neighbourCount: number,
  ): PosteriorTable {
    return new PosteriorTable(
      neighbourCount,
      requireShares(arrays, 'priors', labels.size),
      requireShares(arrays, 'posteriors', (neighbourCount + 1) * labels.size),
    );
  }
}

/**
 * @param having - weight of the neighbours that have a label
 * @param known - weight of those of which it is known, above 0
 * @param neighbourCount - the number of neighbours to scale to
 * @returns how many of so many neighbours have the label; `having` itself, to the last bit, when all are known
 */
export function scaledCount(having: number, known: number, neighbourCount: number): number {
  return Math.min(neighbourCount, (having * neighbourCount) / known);
}
