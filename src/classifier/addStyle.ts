import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import type { Movie } from '../text/Movie.ts';
import type { FittedModel } from './FittedModel.ts';

/**
 * @param model - a fitted model
 * @param scores - of its strategy, one movie; they are changed
 * @param movie - what they are of
 * @returns the same scores, with what the style of the movie's text adds
 */
export function addStyle({ styles }: FittedModel, scores: ScoreMatrix, movie: Movie): ScoreMatrix {
  styles?.addTo(scores, [movie]);
  return scores;
}
