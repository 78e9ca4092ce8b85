import type { InputShape } from '../../src/classifier/InputShape.ts';
import type { FeatureBlock } from '../../src/features/TfidfFeatures.ts';

/** The sources of movies, as the bundled models know them. */
export const CATALOGUES = ['tmdb', 'tmdb-popular', 'imdb', 'imdb-popular', 'streaming'] as const;
export type Catalogue = (typeof CATALOGUES)[number];

/** What the models call a catalogue: as the column `space` of the corpus does. */
export function nameOf(catalogue: Catalogue): string {
  return catalogue === 'streaming' ? 'stream' : catalogue;
}

/**
 * How the default model is made. Chosen on the rows marked `valid` and on rows held out of those marked `train`; a
 * change here gives other checkpoints.
 */
export const SETTINGS = {
  seed: 1,
  /** How much a row counts, by its source: popular films are few, and what most people ask about. */
  rowWeights: { tmdb: 0.6, imdb: 0.7, streaming: 0.3, 'imdb-popular': 2, 'tmdb-popular': 2 } as Record<
    Catalogue,
    number
  >,
  /** Every movie is learned from a second time, by its title alone, with this share of its weight. */
  titleAloneShare: 0.5,
  learner: { c: 0.1, tolerance: 0.05 },
  /** The terms to choose from. */
  blocks: {
    title: [{ ngrams: [1, 2], minDf: 5, hasSublinearTf: true, weight: 0.7 }] as readonly FeatureBlock[],
    plot: [
      {
        ...{ ngrams: [1, 2], minDf: 10, stopWords: 'english', hasSublinearTf: true },
        ...{ weight: 1, titleWeight: 0.8 },
      },
      {
        ...{ prefixLength: 5, minDf: 10, stopWords: 'english', hasSublinearTf: true },
        ...{ weight: 0.8, titleWeight: 0.8 },
      },
    ] as readonly FeatureBlock[],
  },
  /** How many of them the model keeps. */
  termCount: 41_000,
  /**
   * How often a judged row counts in what serves all catalogues, once where nothing is said: popular films are few among
   * all films, and what most people ask about; above all where they give a title alone.
   */
  repeats: {
    'title+plot': { 'imdb-popular': 3, 'tmdb-popular': 2 },
    title: { 'imdb-popular': 2, 'tmdb-popular': 4 },
    plot: { 'imdb-popular': 3, 'tmdb-popular': 2 },
  } as Record<InputShape, Partial<Record<Catalogue, number>>>,
  /** Catalogues have habits in the company of genres, and in how texts are written. */
  calibration: { method: 'platt', isJoint: true, hasStyle: true },
  /** How coarsely weights are rounded; see `packWeights`. */
  step: 0.53,
  /**
   * Calibration and thresholds are fitted on the rows marked `valid`, and on this share of the films of each source,
   * which are scored by models that did not see them: one a fold.
   */
  foldCount: 3,
  judgedShares: {
    ...{ 'imdb-popular': 1, 'tmdb-popular': 1 },
    ...{ tmdb: 0.08, imdb: 0.25, streaming: 0.25 },
  } as Record<Catalogue, number>,
} as const;

/** The settings that fits depend on. */
export const LEARNING = {
  seed: SETTINGS.seed,
  rowWeights: SETTINGS.rowWeights,
  titleAloneShare: SETTINGS.titleAloneShare,
  learner: SETTINGS.learner,
  blocks: SETTINGS.blocks,
} as const;

/** How the chain is made, on the learning of the default model: the same terms and more of them, for a budget of its own. */
export const CHAIN = {
  termCount: 58_000,
  step: 0.48,
  /** Most frequent genres first; rare ones first, and other orders, came within 0.001 micro-F1. */
  order: 'frequency',
  /** How loudly genres speak: at 0.25 they cost 0.0017 micro-F1, at 0.5 0.0026. */
  chainScale: 0.1,
  foldCount: 3,
} as const;

/**
 * How ML-KNN is condensed, within 1.5 MB: docs/choosing-a-strategy.md has what was compared. Its scores are far from logistic, so
 * isotonic calibration pays (out-of-fold calibration error 0.003 instead of 0.020).
 */
export const KNN = {
  termCount: 30_000,
  filmCount: 40_000,
  termsPerFilm: 22,
  k: 80,
  weightPower: 0.25,
  /** On how many of the films posteriors are counted. */
  countedFilms: 8_000,
} as const;
