import { describeValue, GenrekitError } from '../errors.ts';
import { throwIfAborted } from '../learners/abort.ts';
import { findLearningRate, type RateSweep } from '../nn/findLearningRate.ts';
import { checkNumber } from '../options.ts';
import type { AttentionSettings } from '../strategies/attention/attention.ts';
import { attentionTask } from '../strategies/attention/fitAttention.ts';
import type { LabelledMovie } from '../text/Movie.ts';
import { type ClassifierOptions, resolveClassifierOptions } from './ClassifierOptions.ts';
import { checkLabelledMovies, weightsOf } from './checkLabelledMovies.ts';
import { fitFeatures, labelsOf } from './fitModel.ts';

/** Options of a classifier, and of the search. */
interface SweepOptions extends ClassifierOptions {
  readonly steps?: number;
  readonly signal?: AbortSignal;
}

/**
 * @param given - what the caller passed as movies
 * @param options - of the classifier, and of the search; `findLearningRate` of the toolkit says which
 * @returns losses over learning rates
 * @throws GenrekitError as a fit of the classifier does
 */
export async function sweepMovies(
  given: readonly LabelledMovie[],
  { steps = 100, signal, ...options }: SweepOptions = {},
): Promise<RateSweep> {
  checkNumber('findLearningRate.steps', steps, { min: 10, max: 10_000, isInteger: true });
  const resolved = resolveClassifierOptions(options);
  const { strategy, seed } = resolved;
  if (strategy.id !== 'attention') {
    throw new GenrekitError(
      'invalid-option',
      `findLearningRate.strategy must be made by attention(); got ${describeValue(strategy.id)}.`,
    );
  }
  throwIfAborted(signal);
  const movies = checkLabelledMovies(given, resolved.fields);
  const context = { seed, signal, sampleWeights: weightsOf(movies) };
  const truth = labelsOf(movies, resolved);
  const features = (await fitFeatures(movies, resolved, context)).transform(movies);
  if (features.kind !== 'tokens') throw new GenrekitError('invalid-option', 'Attention needs tokens().');
  const task = attentionTask(features.tokens, truth, strategy as AttentionSettings, context);
  return findLearningRate(task.shape, task.rows, task.training, context, steps);
}
