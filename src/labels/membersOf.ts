import type { LabelMatrix } from './LabelMatrix.ts';

/**
 * @param truth - samples x labels
 * @param sample - row number
 * @returns the labels of the sample, ascending; `undefined` when some label of it is unknown
 */
export function membersOf(truth: LabelMatrix, sample: number): number[] | undefined {
  const members: number[] = [];
  const start = sample * truth.labelCount;
  for (let label = 0; label < truth.labelCount; label++) {
    if (truth.known?.[start + label] === 0) return undefined;
    if (truth.values[start + label] === 1) members.push(label);
  }
  return members;
}
