import { LabelMatrix } from '../labels/LabelMatrix.ts';

/**
 * Hides rows: a view of the same labels in which only some samples are known.
 *
 * @param truth - samples x labels
 * @param isShown - whether a sample stays as known as it was
 * @returns a matrix that shares the values of `truth`
 */
export function withKnown(truth: LabelMatrix, isShown: (sample: number) => boolean): LabelMatrix {
  const width = truth.labelCount;
  const known = truth.known?.slice() ?? new Uint8Array(truth.values.length).fill(1);
  for (let sample = 0; sample < truth.sampleCount; sample++) {
    if (!isShown(sample)) known.fill(0, sample * width, (sample + 1) * width);
  }
  return new LabelMatrix(truth.labels, truth.sampleCount, truth.values, known);
}
