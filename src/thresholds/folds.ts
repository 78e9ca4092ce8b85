import { GenrekitError } from '../errors.ts';

/**
 * Checks fold numbers, and lists those that occur.
 *
 * @param folds - the fold of each sample, a whole number from 0
 * @param sampleCount - how many samples there are
 * @returns the distinct fold numbers, ascending; at least two
 * @throws GenrekitError `shape-mismatch`; `invalid-value` for numbers that are not folds
 */
export function distinctFolds(folds: ArrayLike<number>, sampleCount: number): number[] {
  if (folds.length !== sampleCount) {
    throw new GenrekitError(
      'shape-mismatch',
      `There must be one fold number a sample; got ${folds.length} numbers for ${sampleCount} samples.`,
    );
  }
  const distinct = new Set<number>();
  for (let sample = 0; sample < sampleCount; sample++) {
    const fold = folds[sample]!;
    if (!Number.isInteger(fold) || fold < 0) {
      throw new GenrekitError(
        'invalid-value',
        `Fold numbers must be whole numbers from 0; got ${fold} for sample ${sample}.`,
      );
    }
    distinct.add(fold);
  }
  if (distinct.size < 2) {
    throw new GenrekitError('invalid-value', 'There must be at least two folds; all samples are in one.');
  }
  return [...distinct].sort((a, b) => a - b);
}
