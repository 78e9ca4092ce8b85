import type { Counterfactual, SearchOptions } from '../explanations/Counterfactual.ts';
import type { Explanation } from '../explanations/Explanation.ts';
import { explainScore, integrateScore } from '../explanations/explainScore.ts';
import { findCounterfactual, searchDefaults } from '../explanations/findCounterfactual.ts';
import type { Verdict } from '../explanations/WordSearch.ts';
import { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { checkChoice, checkNumber, resolveOptions } from '../options.ts';
import { checkMovie, type Movie } from '../text/Movie.ts';
import { addStyle } from './addStyle.ts';
import { bestFirst } from './bestFirst.ts';
import type { FittedModel } from './FittedModel.ts';
import type { Habits, PredictOptions } from './PredictOptions.ts';
import { thresholdsInUse } from './thresholdsInUse.ts';

// One chunk for all that tells why, and how surely: whoever asks for the one asks for the other.
export { sampleProbabilities } from './sampleProbabilities.ts';

/** How to decide, and how to explain. */
export interface ExplainOptions extends PredictOptions {
  /**
   * What the values of words are: `'auto'` takes what is exact for the strategy, or else leaves words out one by one;
   * `'integratedGradients'`, for `attention()`, makes a sum of the score, as linear strategies have it.
   * @defaultValue `'auto'`
   */
  readonly method?: 'auto' | 'integratedGradients' | undefined;
  /**
   * How finely `'integratedGradients'` reads the way from a text that says nothing, 1 to 1,000: the error of the sum.
   * @defaultValue `64`
   */
  readonly steps?: number | undefined;
}

/** How to decide, and how long to search for what would change the decision. */
export interface CounterfactualOptions extends PredictOptions, SearchOptions {}

/**
 * @param model - a fitted model
 * @param movie - what the caller passed
 * @param label - the genre to explain; the most likely one when absent
 * @param habits - the classifier's own
 * @param given - how to decide and explain
 * @throws GenrekitError `invalid-movie`; `unknown-label`; `invalid-option`; `unsupported-model` for a method that the
 * strategy does not have
 */
export async function explainMovie(
  model: FittedModel,
  movie: Movie,
  label: string | undefined,
  habits: Habits,
  given: ExplainOptions | undefined,
): Promise<Explanation> {
  const defaults = { ...habits, method: 'auto', steps: 64 };
  const options = resolveOptions('explain', given, defaults as Habits & Required<ExplainOptions>);
  const { method, steps } = options;
  checkChoice('explain.method', method, ['auto', 'integratedGradients']);
  checkNumber('explain.steps', steps, { min: 1, max: 1000, isInteger: true });
  const batch = model.probabilities([checkMovie(movie)], options.catalogue);
  const { values } = batch.probabilities;
  const index = label === undefined ? bestFirst(values)[0]! : model.labels.indexOf(label);
  const chosen = model.choose(batch, options.decoder, options.objective);
  const thresholds = thresholdsInUse(batch, options.decoder, options.objective);
  return {
    label: model.labels.names[index]!,
    score: values[index]!,
    threshold: thresholds?.[index] ?? null,
    isPredicted: chosen[index] === 1,
    style: styleOf(model, movie, index),
    ...(method === 'auto'
      ? explainScore(model, movie, index)
      : await integrateScore(model, movie, index, steps!)),
  };
}

function styleOf(model: FittedModel, movie: Movie, index: number): number {
  const none = new ScoreMatrix(model.labels, 1, new Float64Array(model.labels.size));
  return addStyle(model, none, movie).values[index]!;
}

/**
 * @param model - a fitted model
 * @param movie - what the caller passed
 * @param label - the genre whose decision is to change
 * @param habits - the classifier's own
 * @param given - how to decide, and limits of the search
 * @throws GenrekitError `invalid-movie`; `unknown-label`; `invalid-option`
 */
export async function explainDecision(
  model: FittedModel,
  movie: Movie,
  label: string,
  habits: Habits,
  given: CounterfactualOptions | undefined,
): Promise<Counterfactual> {
  const defaults = { ...searchDefaults, ...habits };
  const {
    decoder: used,
    objective,
    catalogue,
    ...limits
  } = resolveOptions('counterfactual', given, defaults);
  checkMovie(movie);
  const index = model.labels.indexOf(label);
  const judge = (movies: readonly Movie[]): Verdict[] => {
    const batch = model.probabilities(movies, catalogue);
    const chosen = model.choose(batch, used, objective);
    const { values, labelCount } = batch.probabilities;
    return movies.map((_, row) => {
      const cell = row * labelCount + index;
      return { score: values[cell]!, isPredicted: chosen[cell] === 1 };
    });
  };
  return { label, ...(await findCounterfactual(movie, model.features.fields, judge, limits)) };
}
