import { GenrekitError } from '../errors.ts';
import { CsrBuilder } from '../math/CsrBuilder.ts';
import type { CsrMatrix } from '../math/CsrMatrix.ts';
import { countTerms, selectTerms } from './countTerms.ts';
import { type ResolvedTfidfOptions, resolveTfidfOptions, type TfidfOptions } from './TfidfOptions.ts';
import { TfidfTransform, type TfidfVocabulary } from './TfidfTransform.ts';

/**
 * Turns texts into rows of TF-IDF weights, with the semantics of scikit-learn's `TfidfVectorizer`: a row holds, for
 * each term of the vocabulary, its count in the text times the inverse document frequency
 * ln((1 + n) / (1 + df)) + 1, and is then scaled to unit length.
 *
 * @example
 * ```ts
 * import { TfidfVectorizer } from 'genrekit/toolkit';
 * const vectorizer = new TfidfVectorizer({ ngrams: [1, 2] });
 * const matrix = vectorizer.fitTransform(['a quiet town', 'a quiet war']);
 * console.log(vectorizer.terms); // [ 'quiet', 'quiet town', 'quiet war', 'town', 'war' ]
 * ```
 */
export class TfidfVectorizer {
  /** The settings in force. */
  readonly options: ResolvedTfidfOptions;
  private fitted: TfidfTransform | undefined;

  /**
   * @param options - settings; see {@link TfidfOptions}
   * @throws GenrekitError `invalid-option`
   */
  constructor(options?: TfidfOptions) {
    this.options = resolveTfidfOptions(options);
  }

  /**
   * Learns the vocabulary and document frequencies, forgetting any fit before.
   *
   * @param texts - the texts to learn from; `undefined` is a text that is absent, and not counted as one
   * @returns this vectoriser
   * @throws GenrekitError `invalid-data` when no term is left
   */
  fit(texts: readonly (string | undefined)[]): this {
    const counts = countTerms(texts, this.options);
    const vocabulary = selectTerms(counts, this.options);
    if (vocabulary.terms.length === 0) {
      throw new GenrekitError(
        'invalid-data',
        `No term is left of ${counts.documentCount} texts; give more text, or relax minDf, maxDf or stopWords.`,
      );
    }
    this.fitted = new TfidfTransform(vocabulary, this.options);
    return this;
  }

  /**
   * @param texts - texts; `undefined` and texts without a known term give empty rows
   * @returns texts x terms
   * @throws GenrekitError `not-fitted`
   */
  transform(texts: readonly (string | undefined)[]): CsrMatrix {
    const transform = this.requireFitted();
    const builder = new CsrBuilder(transform.termCount, texts.length * 32);
    for (const text of texts) {
      if (text !== undefined) transform.appendRow(text, builder);
      builder.endRow();
    }
    return builder.build();
  }

  /** `fit` and `transform` of the same texts. */
  fitTransform(texts: readonly (string | undefined)[]): CsrMatrix {
    return this.fit(texts).transform(texts);
  }

  /** The term of each column, in code-point order. */
  get terms(): readonly string[] {
    return this.vocabulary.terms;
  }

  /** Number of columns. */
  get termCount(): number {
    return this.vocabulary.terms.length;
  }

  /** The inverse document frequency of each column; all 1 when `hasIdf` is off. */
  get idf(): Float64Array {
    const transform = this.requireFitted();
    return Float64Array.from({ length: transform.termCount }, (_, column) => transform.idfOf(column));
  }

  /** What was learned, ready to be saved. */
  get vocabulary(): TfidfVocabulary {
    return this.requireFitted().vocabulary;
  }

  /**
   * Rebuilds a fitted vectoriser from its vocabulary.
   *
   * @param options - the settings it was fitted with
   * @param vocabulary - what it had learned
   */
  static fromVocabulary(options: TfidfOptions, vocabulary: TfidfVocabulary): TfidfVectorizer {
    const vectorizer = new TfidfVectorizer(options);
    vectorizer.fitted = new TfidfTransform(vocabulary, vectorizer.options);
    return vectorizer;
  }

  private requireFitted(): TfidfTransform {
    if (this.fitted === undefined) {
      throw new GenrekitError('not-fitted', 'The TfidfVectorizer is not fitted; call fit(texts) first.');
    }
    return this.fitted;
  }
}
