import { GenrekitError } from '../errors.ts';
import { CsrBuilder } from '../math/CsrBuilder.ts';
import type { CsrMatrix } from '../math/CsrMatrix.ts';
import { GrowableInt32 } from '../math/growable.ts';
import { log } from '../math/transcendental.ts';
import { countTerms, selectTerms } from './countTerms.ts';
import { forEachNgram } from './forEachNgram.ts';
import { NgramTrie } from './NgramTrie.ts';
import { SymbolReader } from './SymbolReader.ts';
import { type ResolvedTfidfOptions, resolveTfidfOptions, type TfidfOptions } from './TfidfOptions.ts';

/** What a fitted vectoriser has learned. */
export interface TfidfVocabulary {
  /** The term of each column, in code-point order. */
  readonly terms: readonly string[];
  /** In how many of the fitted texts each term occurs. */
  readonly documentFrequencies: Uint32Array;
  /** How many texts were fitted. */
  readonly documentCount: number;
}

/**
 * Turns texts into rows of TF-IDF weights, with the semantics of scikit-learn's `TfidfVectorizer`: a row holds, for
 * each term of the vocabulary, its count in the text times the inverse document frequency
 * ln((1 + n) / (1 + df)) + 1, and is then scaled to unit length.
 *
 * @example
 * ```ts
 * import { TfidfVectorizer } from 'genrekit';
 * const vectorizer = new TfidfVectorizer({ ngrams: [1, 2] });
 * const matrix = vectorizer.fitTransform(['a quiet town', 'a quiet war']);
 * console.log(vectorizer.terms); // [ 'quiet', 'quiet town', 'quiet war', 'town', 'war' ]
 * ```
 */
export class TfidfVectorizer {
  /** The settings in force. */
  readonly options: ResolvedTfidfOptions;
  private fitted: FittedVocabulary | undefined;

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
    const kept = selectTerms(counts, this.options);
    if (kept.terms.length === 0) {
      throw new GenrekitError(
        'invalid-data',
        `No term is left of ${counts.documentCount} texts; give more text, or relax minDf, maxDf or stopWords.`,
      );
    }
    this.fitted = new FittedVocabulary(kept, this.options);
    return this;
  }

  /**
   * @param texts - texts; `undefined` and texts without a known term give empty rows
   * @returns texts x terms
   * @throws GenrekitError `not-fitted`
   */
  transform(texts: readonly (string | undefined)[]): CsrMatrix {
    const builder = new CsrBuilder(this.termCount, texts.length * 32);
    for (const text of texts) {
      this.appendRow(text, builder);
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
    return this.requireFitted().idf.slice();
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
    vectorizer.fitted = new FittedVocabulary(vocabulary, vectorizer.options);
    return vectorizer;
  }

  /**
   * Appends the entries of one text to a row that is being built.
   *
   * @param text - the text; `undefined` adds nothing
   * @param builder - where the entries go
   * @param firstColumn - the column of this vectoriser's first term in that matrix
   * @param weight - a factor on all values
   */
  appendRow(text: string | undefined, builder: CsrBuilder, firstColumn = 0, weight = 1): void {
    if (text !== undefined) this.requireFitted().appendRow(text, builder, firstColumn, weight);
  }

  private requireFitted(): FittedVocabulary {
    if (this.fitted === undefined) {
      throw new GenrekitError('not-fitted', 'The TfidfVectorizer is not fitted; call fit(texts) first.');
    }
    return this.fitted;
  }
}

/** A vocabulary with everything that makes look-ups fast. */
class FittedVocabulary {
  readonly idf: Float64Array;
  private readonly reader: SymbolReader;
  private readonly trie: NgramTrie;
  /** Column of each trie node; -1 for nodes that only lead to longer terms. */
  private readonly columnOfNode: Int32Array;
  /* Scratch for one text: the count of each column, and the columns whose count is not 0. */
  private readonly counts: Int32Array;
  private readonly touched = new GrowableInt32(256);

  constructor(
    readonly vocabulary: TfidfVocabulary,
    private readonly options: ResolvedTfidfOptions,
  ) {
    const { terms, documentFrequencies, documentCount } = vocabulary;
    this.reader = new SymbolReader(options);
    this.trie = new NgramTrie(terms.length + 1);
    const nodes = terms.map((term) => {
      let node = NgramTrie.root;
      for (const symbol of this.reader.symbolsOf(term)) node = this.trie.childOrNew(node, symbol);
      return node;
    });
    this.columnOfNode = new Int32Array(this.trie.nodeCount).fill(-1);
    nodes.forEach((node, column) => {
      this.columnOfNode[node] = column;
    });
    this.counts = new Int32Array(terms.length);
    const smooth = options.hasSmoothIdf ? 1 : 0;
    this.idf = Float64Array.from(documentFrequencies, (frequency) =>
      options.hasIdf ? log((documentCount + smooth) / (frequency + smooth)) + 1 : 1,
    );
  }

  appendRow(text: string, builder: CsrBuilder, firstColumn: number, weight: number): void {
    this.count(text);
    const { counts, idf, options } = this;
    const columns = this.touched.array.subarray(0, this.touched.length).sort();
    const start = builder.values.length;
    let norm = 0;
    for (let i = 0; i < columns.length; i++) {
      const column = columns[i]!;
      const count = counts[column]!;
      counts[column] = 0;
      const frequency = count === 1 || options.isBinary ? 1 : options.hasSublinearTf ? 1 + log(count) : count;
      const value = frequency * idf[column]!;
      norm += options.norm === 'l2' ? value * value : Math.abs(value);
      builder.columns.push(firstColumn + column);
      builder.values.push(value);
    }
    const length = options.norm === 'l2' ? Math.sqrt(norm) : options.norm === 'l1' ? norm : 1;
    const values = builder.values.array;
    for (let k = start; k < builder.values.length; k++) values[k] = (values[k]! / length) * weight;
  }

  /** Counts the terms of a text into `counts` and `touched`. */
  private count(text: string): void {
    const { reader, trie, columnOfNode, counts, touched } = this;
    touched.length = 0;
    reader.read(text, false);
    forEachNgram(reader, this.options, trie, (node) => {
      const column = columnOfNode[node]!;
      if (column < 0) return;
      if (counts[column] === 0) touched.push(column);
      counts[column]!++;
    });
  }
}
