import type { Field, Movie } from '../text/Movie.ts';
import type { TextSpan } from '../text/TextSpan.ts';

/** How long to search for a {@link Counterfactual}. */
export interface SearchOptions {
  /**
   * The most words to take out, 1 to 100.
   * @defaultValue `8`
   */
  readonly maxWords?: number | undefined;
  /**
   * How many sets of words are kept for the next round of the search beyond two words, 1 to 1,000.
   * @defaultValue `8`
   */
  readonly beamWidth?: number | undefined;
  /**
   * The most changed texts to predict; 1 to 1,000,000. A text of n words has n (n - 1) / 2 pairs, all of which are tried
   * only if they are no more than this: 20,000 are the pairs of 200 words, and take about a second.
   * @defaultValue `20000`
   */
  readonly maxTrials?: number | undefined;
}

/** A word that was taken out of a movie's text. */
export interface RemovedWord extends TextSpan {
  /** The field it stood in. */
  readonly field: Field;
  /** The word: `movie[field].slice(start, end)` of the movie as it was. */
  readonly text: string;
}

/**
 * The fewest words without which a movie would have been decided otherwise for one genre; plain values that survive
 * JSON.
 */
export interface Counterfactual {
  /** The genre. */
  readonly label: string;
  /** Whether words were found whose removal changes the decision. */
  readonly isFound: boolean;
  /** Whether it is proved that no fewer words would do: all sets of fewer words were tried. */
  readonly isFewest: boolean;
  /** The words to take out, in the order of the text; empty when none were found. */
  readonly words: readonly RemovedWord[];
  /** The calibrated probability of the genre for the movie as it is. */
  readonly scoreBefore: number;
  /** That of the changed movie; `scoreBefore` when no words were found. */
  readonly scoreAfter: number;
  /** Whether the genre is predicted for the movie as it is. */
  readonly isPredictedBefore: boolean;
  /** Whether it is for the changed movie; `isPredictedBefore` when no words were found. */
  readonly isPredictedAfter: boolean;
  /**
   * The movie without the words, and without white space that would otherwise double; the movie as it is when none were
   * found. Predicting it gives `isPredictedAfter`.
   */
  readonly movie: Movie;
  /** How many changed movies were predicted to find out. */
  readonly trialCount: number;
}
