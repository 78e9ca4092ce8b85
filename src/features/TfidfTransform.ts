import { GenrekitError } from '../errors.ts';
import type { CsrBuilder } from '../math/CsrBuilder.ts';
import { GrowableInt32 } from '../math/growable.ts';
import { log } from '../math/transcendental.ts';
import { forEachNgram } from './forEachNgram.ts';
import { NgramTrie } from './NgramTrie.ts';
import { SymbolReader } from './SymbolReader.ts';
import type { ResolvedTfidfOptions } from './TfidfOptions.ts';

/** What a fitted vectoriser has learned. */
export interface TfidfVocabulary {
  /** The term of each column, in code-point order. */
  readonly terms: readonly string[];
  /** In how many of the fitted texts each term occurs. */
  readonly documentFrequencies: Uint32Array;
  /** How many texts were fitted. */
  readonly documentCount: number;
}

/** A fitted vocabulary with everything that makes look-ups fast: what is left of a vectoriser once it is fitted. */
export class TfidfTransform {
  /** The inverse document frequency of each column; all 1 when `hasIdf` is off. */
  readonly idf: Float64Array;
  /** Cuts texts into symbols. */
  readonly reader: SymbolReader;
  /** The terms, as n-grams of symbols. */
  readonly trie: NgramTrie;
  /** Column of each trie node; -1 for nodes that only lead to longer terms. */
  readonly columnOfNode: Int32Array;
  /* Scratch for one text: the count of each column, and the columns whose count is not 0. */
  private readonly counts: Int32Array;
  private readonly touched = new GrowableInt32(256);

  /**
   * @param vocabulary - what a vectoriser has learned
   * @param options - the settings it was fitted with, checked
   * @throws GenrekitError `invalid-data` for a term that is empty or comes twice
   */
  constructor(
    readonly vocabulary: TfidfVocabulary,
    readonly options: ResolvedTfidfOptions,
  ) {
    const { terms, documentFrequencies, documentCount } = vocabulary;
    this.reader = new SymbolReader(options, terms.length);
    this.trie = new NgramTrie(terms.length + 1);
    const nodes = this.reader.fileTerms(terms, this.trie);
    this.columnOfNode = new Int32Array(this.trie.nodeCount).fill(-1);
    for (let column = 0; column < terms.length; column++) {
      if (terms[column] === '' || this.columnOfNode[nodes[column]!] !== -1) {
        throw new GenrekitError(
          'invalid-data',
          `The vocabulary has the term '${terms[column]}' twice, or it is empty.`,
        );
      }
      this.columnOfNode[nodes[column]!] = column;
    }
    this.counts = new Int32Array(terms.length);
    const smooth = options.hasSmoothIdf ? 1 : 0;
    this.idf = new Float64Array(terms.length).fill(1);
    const known = new Map<number, number>(); // few frequencies differ, and a logarithm costs more than a look-up
    for (let column = 0; options.hasIdf && column < terms.length; column++) {
      const frequency = documentFrequencies[column]!;
      const idf = known.get(frequency) ?? log((documentCount + smooth) / (frequency + smooth)) + 1;
      known.set(frequency, idf);
      this.idf[column] = idf;
    }
  }

  /** Number of columns. */
  get termCount(): number {
    return this.vocabulary.terms.length;
  }

  /**
   * Appends the entries of one text to a row that is being built.
   *
   * @param text - the text
   * @param builder - where the entries go
   * @param firstColumn - the column of the first term in that matrix
   * @param weight - a factor on all values
   */
  appendRow(text: string, builder: CsrBuilder, firstColumn = 0, weight = 1): void {
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
