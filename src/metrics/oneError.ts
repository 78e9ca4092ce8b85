import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { checkChoice, resolveOptions } from '../options.ts';
import { evaluateTerms, type RowTerms } from './RowTerms.ts';
import { type KnownRow, rankingTerms } from './rankingTerms.ts';

/** Settings of `oneError`. */
export interface OneErrorOptions {
  /**
   * What becomes of samples without a true label, of which no first label can be right: `skip` leaves them out,
   * `count` counts them as errors, as MEKA does.
   *
   * @defaultValue 'skip'
   */
  readonly rowsWithoutLabels?: 'skip' | 'count' | undefined;
}

/** The defaults of `OneErrorOptions`. */
export const oneErrorDefaults: { readonly rowsWithoutLabels: 'skip' | 'count' } =
  /* @__PURE__ */ Object.freeze({ rowsWithoutLabels: 'skip' });

/**
 * One-error (Schapire and Singer 2000): the share of samples whose best-scored label is not true. Ties go to the lower
 * label; only known cells of a sample count.
 *
 * @param truth - the true labels
 * @param scores - a score for each sample and label
 * @param options - what becomes of samples without a true label
 * @returns a number in [0, 1]; 0 is best, `NaN` when every sample is skipped
 * @throws GenrekitError `shape-mismatch` when rows or labels differ, `invalid-value` for a score that is not finite,
 * `invalid-option` for bad options
 */
export function oneError(truth: LabelMatrix, scores: ScoreMatrix, options?: OneErrorOptions): number {
  return evaluateTerms(oneErrorTerms(truth, scores, options));
}

/**
 * One-error as a function of sums over rows, for fast resampling.
 *
 * @param truth - the true labels
 * @param scores - a score for each sample and label
 * @param options - what becomes of samples without a true label
 * @returns the terms of `oneError`
 * @throws GenrekitError as `oneError`
 */
export function oneErrorTerms(truth: LabelMatrix, scores: ScoreMatrix, options?: OneErrorOptions): RowTerms {
  const { rowsWithoutLabels } = resolveOptions('oneError', options, oneErrorDefaults);
  checkChoice('oneError.rowsWithoutLabels', rowsWithoutLabels, ['skip', 'count']);
  const withoutLabels = rowsWithoutLabels === 'skip' ? Number.NaN : 1;
  return rankingTerms(truth, scores, (row) => (row.positiveCount === 0 ? withoutLabels : firstIsWrong(row)));
}

function firstIsWrong({ cellCount, scores, truth }: KnownRow): number {
  let best = 0;
  for (let place = 1; place < cellCount; place++) if (scores[place]! > scores[best]!) best = place;
  return 1 - truth[best]!;
}
