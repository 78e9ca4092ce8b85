/** A piece of text that counts as one feature, and where it stands. */
export interface Token {
  /** The feature: a word, a lemma, a phrase; no spaces inside, since spaces join n-grams. */
  readonly term: string;
  /** Where it begins in the analysed text, in UTF-16 code units. */
  readonly start: number;
  /** Where it ends, exclusive. */
  readonly end: number;
}

/**
 * Cuts a text into tokens in place of the built-in word pattern: lemmas, part-of-speech filters, other languages.
 * Lower-casing, accents and token pattern are then the analyser's own affair; stop words and n-grams still apply.
 */
export interface Analyser {
  /** Written into saved models; a model is only opened with the analyser it was fitted with. */
  readonly id: string;
  /**
   * @param text - a title or a plot
   * @returns its tokens in order of appearance
   */
  tokens(text: string): readonly Token[];
}
