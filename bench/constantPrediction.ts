import { fScore, hammingLoss, LabelMatrix, subsetAccuracy } from 'genrekit/metrics';

/** What the best answer that never looks at a movie reaches. */
export interface ConstantQuality {
  readonly labels: readonly string[];
  readonly microF1: number;
  readonly macroF1: number;
  readonly subsetAccuracy: number;
  readonly hammingLoss: number;
}

/**
 * Chooses the fixed label set with the best micro-F1 on the training rows, and judges it on the test rows. For a fixed
 * size the most frequent labels are best, so only those sets are tried.
 */
export function constantPrediction(train: LabelMatrix, test: LabelMatrix): ConstantQuality {
  const byFrequency = train.labels.names
    .map((_, label) => label)
    .sort((a, b) => train.supportOf(b) - train.supportOf(a));
  const sets = byFrequency.map((_, size) => byFrequency.slice(0, size + 1));
  const microF1 = (set: readonly number[]) => fScore(train, repeat(train, set), { average: 'micro' });
  const best = sets.reduce((a, b) => (microF1(b) > microF1(a) ? b : a));
  const predicted = repeat(test, best);
  return {
    labels: best.map((label) => test.labels.names[label]!),
    microF1: fScore(test, predicted, { average: 'micro' }),
    macroF1: fScore(test, predicted, { average: 'macro' }),
    subsetAccuracy: subsetAccuracy(test, predicted),
    hammingLoss: hammingLoss(test, predicted),
  };
}

function repeat({ labels, sampleCount }: LabelMatrix, set: readonly number[]): LabelMatrix {
  const names = set.map((label) => labels.names[label]!);
  return LabelMatrix.fromNames(
    Array.from({ length: sampleCount }, () => names),
    labels,
  );
}
