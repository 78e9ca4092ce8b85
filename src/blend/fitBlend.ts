import type { OutOfFoldScores } from '../classifier/outOfFold.ts';
import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { BlendStrategy } from '../strategies/blend/BlendStrategy.ts';
import { blendSettings } from './blendKit.ts';
import { chooseWeights } from './chooseWeights.ts';
import { stackScores } from './stackScores.ts';

/** What the members say of movies that they were not fitted on, as they are in one shape of input. */
export interface MemberPart extends Omit<OutOfFoldScores, 'scores'> {
  /** One matrix a member: `rows.length` x labels. */
  readonly scores: readonly ScoreMatrix[];
}

/** A spread below this is none: the scores are standardised by 1. */
const SMALLEST_SPREAD = 1e-6;

/**
 * Standardises the scores of members and weighs them, on the shape that most movies have.
 *
 * @param parts - the scores of each shape
 * @param truth - the labels of all movies
 * @param weights - how much each member counts, or that it is to be chosen
 * @returns the blend, and its scores of each shape
 * @throws GenrekitError `invalid-option` for bad weights
 */
export function fitBlend(
  parts: readonly MemberPart[],
  truth: LabelMatrix,
  weights: 'chosen' | readonly number[],
): { readonly strategy: BlendStrategy; readonly outOfFold: OutOfFoldScores[] } {
  const largest = parts.reduce((a, b) => (b.rows.length > a.rows.length ? b : a));
  const { labels } = truth;
  const members = largest.scores.map(standardise);
  const chosen =
    weights === 'chosen'
      ? chooseWeights(
          members.map(({ standardised }) => standardised),
          truth.selectRows(largest.rows),
          largest.folds,
        )
      : weights;
  const strategy = new BlendStrategy(blendSettings(chosen), labels, {
    means: Float64Array.from(members.flatMap(({ means }) => means)),
    scales: Float64Array.from(members.flatMap(({ scales }) => scales)),
  });
  const outOfFold = parts.map(({ scores, ...part }) => ({
    ...part,
    scores: strategy.scores(stackScores(scores)),
  }));
  return { strategy, outOfFold };
}

/** Makes the scores of each label have mean 0 and spread 1. */
function standardise(scores: ScoreMatrix) {
  const { labels, labelCount, sampleCount } = scores;
  const means: number[] = [];
  const scales: number[] = [];
  for (let label = 0; label < labelCount; label++) {
    const column = scores.column(label);
    const mean = column.reduce((sum, score) => sum + score, 0) / sampleCount;
    const spread = Math.sqrt(column.reduce((sum, score) => sum + (score - mean) ** 2, 0) / sampleCount);
    means.push(mean);
    scales.push(spread < SMALLEST_SPREAD ? 1 : spread);
  }
  const values = scores.values.map(
    (score, cell) => (score - means[cell % labelCount]!) / scales[cell % labelCount]!,
  );
  return { means, scales, standardised: new ScoreMatrix(labels, sampleCount, values) };
}
