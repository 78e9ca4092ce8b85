import { resolveOptions } from '../options.ts';
import { checkMovie, type Movie } from '../text/Movie.ts';
import { addStyle } from './addStyle.ts';
import { bestFirst } from './bestFirst.ts';
import { AUTO, type FittedModel } from './FittedModel.ts';
import type { GenreScore, Habits, PredictOptions } from './PredictOptions.ts';
import { thresholdsInUse } from './thresholdsInUse.ts';
import { type Evidence, weighEvidence } from './weighEvidence.ts';

/** A prediction with what it rests on; plain values that survive JSON. */
export interface DetailedPrediction {
  /** The movie's genres, most likely first. */
  readonly genres: readonly string[];
  /** Every genre with its calibrated probability, most likely first. */
  readonly scores: readonly GenreScore[];
  /**
   * The probability from which each genre is given, for a movie with these fields and this catalogue; `null` when the
   * decoder does not go by thresholds. A genre that the catalogue does not have has the threshold 1.
   */
  readonly thresholds: Readonly<Record<string, number>> | null;
  /** The catalogue whose habits were followed. */
  readonly catalogue: string;
  /** How much there was to go by; `null` for models that do not go by words. */
  readonly evidence: Evidence | null;
}

/**
 * Predicts a movie, and weighs what the prediction rests on. Without any evidence it tells how often genres occur, rather
 * than what a few chance words suggest.
 *
 * @param model - a fitted model
 * @param given - what the caller passed as a movie
 * @param habits - the classifier's own
 * @param asked - how this prediction differs from them
 * @throws GenrekitError `invalid-movie`; `invalid-option`
 */
export function detailMovie(
  model: FittedModel,
  given: Movie,
  habits: Habits,
  asked: PredictOptions | undefined,
): DetailedPrediction {
  const { decoder, objective, catalogue } = resolveOptions('predictDetailed', asked, habits);
  const movie = checkMovie(given);
  const evidence = weighEvidence(model, movie) ?? null;
  let batch = model.probabilities([movie], catalogue);
  if (evidence?.level === 'none') {
    const scores = addStyle(model, model.strategy.scores(model.features.transform([{}])), movie);
    batch = { ...batch, probabilities: batch.decisions[0]!.calibration.apply(scores) };
  }
  const { values } = batch.probabilities;
  const chosen = model.choose(batch, decoder, objective);
  const order = bestFirst(values);
  const { names } = model.labels;
  const thresholds = thresholdsInUse(batch, decoder, objective);
  return {
    genres: order.filter((label) => chosen[label] === 1).map((label) => names[label]!),
    scores: order.map((label) => ({ label: names[label]!, score: values[label]! })),
    thresholds: thresholds
      ? Object.fromEntries(names.map((name, label) => [name, thresholds[label]!]))
      : null,
    catalogue: model.catalogues.has(movie.catalogue ?? AUTO) ? movie.catalogue! : catalogue,
    evidence,
  };
}
