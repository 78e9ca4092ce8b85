import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { shownLabels } from '../labels/shownLabels.ts';
import { fitLabelCompany } from './fitLabelCompany.ts';

/**
 * Fits the labels of each sample to each other by what the samples of the other folds teach, so that what is tuned on the
 * probabilities holds for samples to come. A label that is known of no sample is out of the question for all.
 *
 * @param probabilities - samples x labels, calibrated label by label
 * @param truth - samples x labels
 * @param folds - the fold of each sample
 * @returns the probabilities of labels in company
 */
export function crossFitCompany(
  probabilities: ScoreMatrix,
  truth: LabelMatrix,
  folds: ArrayLike<number>,
): ScoreMatrix {
  const { labels, labelCount, sampleCount } = probabilities;
  const isShown = shownLabels(truth);
  const values = probabilities.values.map((value, cell) => (isShown[cell % labelCount] ? value : 0));
  for (const fold of new Set(Array.from(folds))) {
    const company = fitLabelCompany(probabilities, truth, (sample) => folds[sample] !== fold);
    for (let sample = 0; sample < sampleCount; sample++)
      if (folds[sample] === fold) company?.adjustRow(values, sample * labelCount);
  }
  return new ScoreMatrix(labels, sampleCount, values);
}
