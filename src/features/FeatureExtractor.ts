import type { LabelSet } from '../labels/LabelSet.ts';
import type { Field, Movie } from '../text/Movie.ts';
import type { TextSpan } from '../text/TextSpan.ts';
import type { Features } from './Features.ts';

/** What a model file keeps of an extractor that comes with the kit of a strategy. */
export interface FeaturesState {
  /** Settings that survive `JSON.stringify`. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Lists by name. */
  readonly arrays: Readonly<Record<string, readonly string[]>>;
}

/** Where a token comes from. */
export interface TokenPlace extends TextSpan {
  /** The field it is read in. */
  readonly field: Field;
}

/** What a fit has learned of texts: it makes features of movies. */
export interface FeatureExtractor {
  /** The fields that features are made from. */
  readonly fields: readonly Field[];
  /** Number of features: columns, or tokens of the vocabulary. */
  readonly columnCount: number;
  /**
   * @param movies - movies; an absent field leaves nothing
   * @returns one row a movie
   */
  transform(movies: readonly Movie[]): Features;
  /** For extractors whose columns are scores: the labels that were scored. */
  readonly labels?: LabelSet;
  /**
   * For extractors that keep tokens in their order.
   *
   * @param movie - a movie
   * @returns where each token of its row stands in its own texts; `undefined` for one that stands for no text
   */
  placesOf?(movie: Movie): readonly (TokenPlace | undefined)[];
  /**
   * For extractors that come with the kit of a strategy.
   *
   * @returns what was learned; the kit makes an equal extractor of it
   */
  state?(): FeaturesState;
}
