import { TfidfFeatures } from '../features/TfidfFeatures.ts';
import { termAt } from '../features/termAt.ts';
import type { EpochReport } from '../learners/FitContext.ts';
import { checkNumber, resolveOptions } from '../options.ts';
import type { ResolvedClassifierOptions } from './ClassifierOptions.ts';
import type { FittedModel } from './FittedModel.ts';
import { summaryOf } from './summaryOf.ts';
import type { TrainingSummary } from './TrainingSummary.ts';

/** A feature and how it speaks for a genre. */
export interface WordWeight {
  /** The word, word pair or run of characters. */
  readonly term: string;
  /** The field it is read in. */
  readonly field: string;
  /** Its weight in the genre's score, before calibration; above 0 speaks for the genre. */
  readonly weight: number;
}

/** What a model knows of one genre. */
export interface GenreOverview {
  readonly label: string;
  /** How many training movies have it. */
  readonly support: number;
  /** The probability from which it is predicted, for each shape of input. */
  readonly thresholds: Readonly<Record<string, number>>;
  /** The words that speak loudest for it, all with a weight above 0; empty for strategies without word weights. */
  readonly strongestWords: readonly WordWeight[];
}

/** What a model is made of; plain values that survive JSON. */
export interface ModelOverview {
  readonly strategy: string;
  /** The objective of the default thresholds. */
  readonly objective: string;
  readonly fields: readonly string[];
  readonly featureCount: number;
  /** The blocks of features: field, number of terms; none where features are tokens. */
  readonly blocks: readonly { readonly field: string; readonly termCount: number }[];
  readonly genres: readonly GenreOverview[];
  readonly training: TrainingSummary;
  /** How each epoch of the training went; empty for strategies that are not trained in epochs. */
  readonly epochs: readonly EpochReport[];
}

/**
 * @param model - a fitted model
 * @param options - the settings of its classifier
 * @param given - how many words to list for each genre
 * @throws GenrekitError `invalid-option`
 */
export function inspectModel(
  model: FittedModel,
  options: ResolvedClassifierOptions,
  given: { readonly wordCount?: number },
): ModelOverview {
  const { wordCount } = resolveOptions('inspect', given, { wordCount: 10 });
  checkNumber('inspect.wordCount', wordCount, { min: 0, isInteger: true });
  const { labels, features, strategy, decisions } = model;
  const summary = summaryOf(model);
  return {
    strategy: strategy.id,
    objective: options.thresholds.objective,
    fields: features.fields,
    featureCount: features.columnCount,
    blocks:
      features instanceof TfidfFeatures
        ? features.blocks.map(({ field, transform }) => ({ field, termCount: transform.termCount }))
        : [],
    genres: labels.names.map((label, index) => ({
      label,
      support: summary.supports[index]!,
      thresholds: Object.fromEntries(
        [...decisions].map(([shape, decision]) => [shape, decision.thresholdsFor().values[index]!]),
      ),
      strongestWords: strongestWords(model, index, wordCount),
    })),
    training: summary,
    epochs: strategy.epochs ?? [],
  };
}

function strongestWords({ strategy, features }: FittedModel, label: number, count: number): WordWeight[] {
  if (strategy.weightOf === undefined || count === 0 || !(features instanceof TfidfFeatures)) return [];
  const weights = Float64Array.from({ length: features.columnCount }, (_, column) =>
    strategy.weightOf!(column, label),
  );
  const columns = Array.from(weights.keys()).filter((column) => weights[column]! > 0);
  columns.sort((a, b) => weights[b]! - weights[a]! || a - b);
  return columns.slice(0, count).map((column) => ({ ...termAt(features, column), weight: weights[column]! }));
}
