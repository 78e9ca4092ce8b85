import { GenrekitError } from '../errors.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';

/** Scores beyond this are refused, so that a difference, a square or a sum of scores never overflows. */
export const LARGEST_SCORE = 1e150;

/** The error for a score that is not a finite number of moderate size. */
export function badScore(scores: ScoreMatrix, cell: number): GenrekitError {
  const label = scores.labels.names[cell % scores.labelCount];
  return new GenrekitError(
    'invalid-value',
    `Scores must be finite and within ${LARGEST_SCORE} of 0; got ${scores.values[cell]} in row ` +
      `${Math.floor(cell / scores.labelCount)} for ${label}.`,
  );
}
