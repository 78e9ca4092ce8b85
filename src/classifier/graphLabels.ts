import { GenrekitError } from '../errors.ts';
import { buildLabelGraph } from '../labels/buildLabelGraph.ts';
import { checkPairCounts } from '../labels/checkPairCounts.ts';
import type { LabelGraph, LabelGraphOptions } from '../labels/LabelGraph.ts';
import type { FittedModel } from './FittedModel.ts';

/**
 * @param model - a fitted model
 * @param options - what is worth saying
 * @throws GenrekitError as `GenreClassifier.labelGraph`
 */
export function graphLabels({ labels, pairCounts }: FittedModel, options?: LabelGraphOptions): LabelGraph {
  if (pairCounts === undefined) {
    throw new GenrekitError(
      'unsupported-model',
      'This model does not know which genres keep company: it was saved before genrekit counted them. Fit it again.',
    );
  }
  checkPairCounts(pairCounts, labels.size);
  return buildLabelGraph(labels, pairCounts, options);
}
