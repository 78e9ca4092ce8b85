import type { Field } from '../text/Movie.ts';
import type { TextSpan } from '../text/TextSpan.ts';

/**
 * How an explanation was made.
 *
 * - `'additive'`: the score is a sum; `bias`, the values of `terms` and those of `links` add up to it, and so do `bias`,
 *   the values of `words` and those of `links`.
 * - `'neighbours'`: training movies decided; `neighbours` and `vote` tell which and how. The values of `words` are those
 *   of `'occlusion'`.
 * - `'occlusion'`: the value of each of `words` is what the score loses when that word alone is taken out of the text.
 *   Such values need not add up to anything.
 * - `'integratedGradients'`: what the score gains by each of `words` on the way from a text of equally many words that
 *   say nothing; `bias` and the values of `words` add up to it, but for the error of a sum that stands for an integral.
 */
export type ExplanationMethod = 'additive' | 'neighbours' | 'occlusion' | 'integratedGradients';

/** Why a movie has the score that it has for one genre; plain values that survive JSON. */
export interface Explanation {
  /** The genre. */
  readonly label: string;
  /** Its calibrated probability, 0 to 1, as `predictProba` gives it. */
  readonly score: number;
  /** The strategy's own score, from which calibration makes the probability. */
  readonly rawScore: number;
  /** What the way in which the text is written adds to it before calibration; 0 for models that do not look at that. */
  readonly style: number;
  /** The probability from which the genre is predicted; `null` where the decoder does not go by one. */
  readonly threshold: number | null;
  /** Whether the genre is predicted for the movie. */
  readonly isPredicted: boolean;
  /** How the explanation was made, which says whether its values add up. */
  readonly method: ExplanationMethod;
  /**
   * What the sum begins with, for `'additive'` and `'integratedGradients'`; otherwise the raw score of a movie without any
   * text, to compare `rawScore` with.
   */
  readonly bias: number;
  /** All features that the movie has, the strongest first; empty unless the method is `'additive'`. */
  readonly terms: readonly ExplainedTerm[];
  /** All words of the texts that the classifier reads, in their order; other signs only where they have a value. */
  readonly words: readonly ExplainedWord[];
  /** What the genres before it add, in the order of the chain; empty unless the strategy is a classifier chain. */
  readonly links: readonly ExplainedLink[];
  /** The training movies that decided, nearest first; empty unless the method is `'neighbours'`. */
  readonly neighbours: readonly ExplainedNeighbour[];
  /** How they decided; `null` unless the method is `'neighbours'`. */
  readonly vote: NeighbourTally | null;
}

/** A feature of a movie, and what it adds to a score. */
export interface ExplainedTerm {
  /** The field it is read in. */
  readonly field: Field;
  /** The word, word pair or run of characters, as the vocabulary has it. */
  readonly term: string;
  /** Number of the feature: the same term may be a feature in several ways, such as a word and a prefix. */
  readonly feature: number;
  /** What it adds to the raw score: `featureValue * weight`; above 0 speaks for the genre. */
  readonly value: number;
  /** Its TF-IDF value in the movie. */
  readonly featureValue: number;
  /** What one unit of the feature adds. */
  readonly weight: number;
  /**
   * Where it stands in the movie's own text of that field, each time it does. Each occurrence has one span for each of
   * its tokens, so that pairs of words can jump over stop words; a run of characters has one, without the padding of
   * words, which is empty when the run is nothing but padding. A span holds whole characters: where a character stands
   * for several (`ﬁ`), it is in the spans of all of them.
   */
  readonly occurrences: readonly (readonly TextSpan[])[];
}

/** A word of a movie's text, and what it adds to a score. */
export interface ExplainedWord extends TextSpan {
  /** The field it stands in. */
  readonly field: Field;
  /** The word: `movie[field].slice(start, end)`. */
  readonly text: string;
  /** What it adds to the raw score; above 0 speaks for the genre. */
  readonly value: number;
  /**
   * The weight of the word in the means that an encoder makes of its words, 0 to 1; absent for other strategies. It tells
   * what the encoder looks at, for all genres at once, and is no explanation of a score: a word may be looked at and
   * change nothing, and the other way round (Jain and Wallace 2019). `value` tells what the word does.
   */
  readonly attention?: number;
}

/** What one genre adds to the score of another. */
export interface ExplainedLink {
  /** The genre that is listened to. */
  readonly label: string;
  /** What it adds to the raw score. */
  readonly value: number;
}

/** A training movie that took part in a decision. */
export interface ExplainedNeighbour {
  /** Its place among the movies that the classifier was fitted on. */
  readonly row: number;
  /** Its title; `null` when it had none, or when titles are not stored (option `storesTitles` of the strategy). */
  readonly title: string | null;
  /** Its genres. */
  readonly genres: readonly string[];
  /** The cosine of the angle between its features and those of the movie: 1 = alike. */
  readonly similarity: number;
  /** How much it counts, before its similarity. */
  readonly weight: number;
  /** Whether it has the genre; `null` where that is unknown, and it has no say. */
  readonly hasLabel: boolean | null;
}

/** How neighbours decided on a genre. */
export interface NeighbourTally {
  /** How many neighbours were asked for. */
  readonly k: number;
  /** What the neighbours that have the genre count together: their number, weight, or similarity. */
  readonly having: number;
  /** What the neighbours of which it is known whether they have it count together. */
  readonly known: number;
  /** The probability of the genre before any neighbour was asked. */
  readonly prior: number;
  /** The strategy's probability after they were: the raw score. */
  readonly posterior: number;
}
