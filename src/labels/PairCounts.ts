import type { LabelMatrix } from './LabelMatrix.ts';

/**
 * How often labels keep company. Only samples of which both labels of a pair are known count for the pair. All tables
 * are labels x labels, row by row.
 */
export interface PairCounts {
  /** Samples that have both labels; on the diagonal those that have the label. */
  readonly together: Uint32Array;
  /** Samples that have the label of the row, and of which that of the column is known. */
  readonly present: Uint32Array;
  /** Samples of which both labels are known. */
  readonly known: Uint32Array;
}

/**
 * @param truth - samples x labels
 * @returns how often each pair of labels is there together
 */
export function countPairs(truth: LabelMatrix): PairCounts {
  const { labelCount: width, sampleCount, values, known: mask } = truth;
  const together = new Uint32Array(width * width);
  const present = new Uint32Array(width * width);
  const known = new Uint32Array(width * width).fill(mask === undefined ? sampleCount : 0);
  for (let sample = 0; sample < sampleCount; sample++) {
    const first = sample * width;
    for (let a = 0; a < width; a++) {
      if (mask?.[first + a] === 0) continue;
      const hasLabel = values[first + a] === 1;
      if (!hasLabel && mask === undefined) continue;
      for (let b = 0; b < width; b++) {
        if (mask !== undefined) {
          if (mask[first + b] === 0) continue;
          known[a * width + b]!++;
          if (!hasLabel) continue;
        }
        present[a * width + b]!++;
        together[a * width + b]! += values[first + b]!;
      }
    }
  }
  return { together, present, known };
}
