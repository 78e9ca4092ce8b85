import type { TokenOptions } from '../../src/features/TokenOptions.ts';
import { tokens } from '../../src/features/TokenOptions.ts';
import { type AttentionOptions, resolveAttention } from '../../src/strategies/attention/AttentionOptions.ts';
import type { Source } from './tables.ts';

/** All that decides how an encoder comes out, besides the data. */
export interface Recipe {
  readonly tokens: TokenOptions;
  readonly attention: AttentionOptions;
  /** How much a row of each source counts; sources that are not named are not learned from. */
  readonly weights: Readonly<Partial<Record<Source, number>>>;
  /** Factor on the word vectors that the embedding starts from, when some are given. */
  readonly vectorScale: number;
  readonly seed: number;
}

/** The recipe that was chosen on held-out rows. */
export const RECIPE: Recipe = {
  tokens: { vocabularySize: 40_000, maxPlotLength: 100 },
  attention: {
    width: 100,
    layers: 0,
    queries: 4,
    hidden: [128],
    dropout: 0.3,
    hasDomains: true,
    training: {
      epochs: 4,
      batchSize: 128,
      learningRate: 0.002,
      embeddingLearningRate: 0.002,
      titleDropout: 0.3,
      plotDropout: 0.15,
      earlyStopping: 'off',
    },
  },
  weights: { 'imdb-9k': 2, 'tmdb-10k': 1.5, imdb: 0.7, tmdb: 0.4, stream: 0.3 },
  vectorScale: 0.4,
  seed: 1,
};

/** Parts of a {@link Recipe} to change. */
export interface RecipeChanges extends Partial<Omit<Recipe, 'tokens' | 'attention'>> {
  readonly tokens?: TokenOptions;
  readonly attention?: AttentionOptions;
}

/**
 * @param changes - what to change of a recipe
 * @param recipe - the recipe that was chosen, by default
 * @returns the recipe with the changes
 * @throws GenrekitError `invalid-option`
 */
export function changeRecipe(changes: RecipeChanges, recipe = RECIPE): Recipe {
  const training = { ...recipe.attention.training, ...changes.attention?.training };
  const changed: Recipe = {
    ...recipe,
    ...changes,
    tokens: { ...recipe.tokens, ...changes.tokens },
    attention: { ...recipe.attention, ...changes.attention, training },
  };
  tokens(changed.tokens);
  resolveAttention(changed.attention);
  return changed;
}
