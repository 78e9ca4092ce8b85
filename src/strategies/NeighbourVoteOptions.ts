import { checkBoolean, checkChoice, checkNumber, resolveOptions } from '../options.ts';
import { checkIndex, type IndexSettings } from './IndexSettings.ts';

/** Options of {@link neighbourVote}. */
export interface NeighbourVoteOptions {
  /**
   * How many neighbours vote; 1 to 10,000. With sample weights: the weight they sum to.
   * @defaultValue `80`
   */
  readonly k?: number;
  /**
   * Whether each neighbour's vote counts by its similarity, or all count alike.
   * @defaultValue `'similarity'`
   */
  readonly weighting?: 'similarity' | 'uniform';
  /**
   * Where neighbours are looked for: among the rows as they are, or, with `svdIndex()`, among rows that are reduced to a
   * few dimensions.
   * @defaultValue `'sparse'`
   */
  readonly index?: IndexSettings;
  /**
   * Whether the titles of the training movies are kept, so that explanations can name the neighbours. They are then in
   * saved models, readable by whoever has the file, some 20 bytes each; no other text of the movies is.
   * @defaultValue `false`
   */
  readonly storesTitles?: boolean;
}

/** The vote of neighbours, described; made by {@link neighbourVote}. */
export interface NeighbourVoteSettings extends Readonly<Required<NeighbourVoteOptions>> {
  /** Which strategy this is. */
  readonly id: 'neighbour-vote';
}

/** The defaults of {@link neighbourVote}. */
export const neighbourVoteDefaults: Readonly<Required<NeighbourVoteOptions>> = /* @__PURE__ */ Object.freeze({
  k: 80,
  weighting: 'similarity',
  index: 'sparse',
  storesTitles: false,
});

/**
 * Settings for the vote of neighbours, which is binary relevance with k nearest neighbours: the share of a genre among
 * the training movies most like this one. A model holds the features of all training movies, so it grows with them;
 * their text is not in it.
 *
 * @param options - settings; see {@link NeighbourVoteOptions}
 * @returns settings for the option `strategy` of a classifier
 * @throws GenrekitError `invalid-option`
 *
 * @example
 * ```ts
 * import { GenreClassifier } from 'genrekit';
 * import { neighbourVote } from 'genrekit/strategies';
 * new GenreClassifier({ strategy: neighbourVote({ k: 40 }) });
 * ```
 */
export function neighbourVote(options?: NeighbourVoteOptions): NeighbourVoteSettings {
  const { k, weighting, index, storesTitles } = resolveOptions(
    'neighbourVote',
    options,
    neighbourVoteDefaults,
  );
  return Object.freeze({
    id: 'neighbour-vote',
    k: checkNumber('neighbourVote.k', k, { min: 1, max: 10_000, isInteger: true }),
    weighting: checkChoice('neighbourVote.weighting', weighting, ['similarity', 'uniform']),
    index: checkIndex('neighbourVote.index', index),
    storesTitles: checkBoolean('neighbourVote.storesTitles', storesTitles),
  });
}
