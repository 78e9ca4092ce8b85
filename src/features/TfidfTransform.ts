import type { CsrBuilder } from '../math/CsrBuilder.ts';
import { GrowableInt32 } from '../math/growable.ts';
import { log } from '../math/transcendental.ts';
import { TermList } from '../text/TermList.ts';
import { SymbolReader } from './SymbolReader.ts';
import { extendGram, TermTable } from './TermTable.ts';
import type { ResolvedTfidfOptions } from './TfidfOptions.ts';

/** What a fitted vectoriser has learned. */
export interface TfidfVocabulary {
  /** The term of each column, in code-point order. */
  readonly terms: readonly string[];
  /** In how many of the fitted texts each term occurs. */
  readonly documentFrequencies: Uint32Array;
  /** How many texts were fitted. */
  readonly documentCount: number;
  /** @internal The same terms as one run of bytes, where they come from a file. */
  readonly list?: TermList;
}

/** A fitted vocabulary with everything that makes look-ups fast: what is left of a vectoriser once it is fitted. */
export class TfidfTransform {
  /** Cuts texts into symbols. */
  readonly reader: SymbolReader;
  /** Number of columns. */
  readonly termCount: number;
  private readonly table: TermTable;
  /** The inverse document frequency of each column that was met; 0 for the others. */
  private readonly weights: Float64Array;
  /* Scratch for one text: the column of each term that was found. */
  private readonly found = new GrowableInt32(256);

  /**
   * @param vocabulary - what a vectoriser has learned
   * @param options - the settings it was fitted with, checked
   * @throws GenrekitError `invalid-data` for a term that is empty or comes twice
   */
  constructor(
    readonly vocabulary: TfidfVocabulary,
    readonly options: ResolvedTfidfOptions,
  ) {
    const list = vocabulary.list ?? TermList.of(vocabulary.terms);
    this.reader = new SymbolReader(options);
    this.termCount = list.count;
    this.table = new TermTable(list, this.reader.isCharacters);
    this.weights = new Float64Array(list.count);
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
    const { length } = this.findTerms(text);
    const columns = this.found.array;
    columns.subarray(0, length).sort();
    const { norm, isBinary, hasSublinearTf } = this.options;
    const start = builder.values.length;
    let sum = 0;
    for (let i = 0; i < length; ) {
      const column = columns[i]!;
      const first = i;
      do i++;
      while (i < length && columns[i] === column);
      const count = i - first;
      const frequency = count === 1 || isBinary ? 1 : hasSublinearTf ? 1 + log(count) : count;
      const value = frequency * this.idfOf(column);
      sum += norm === 'l2' ? value * value : Math.abs(value);
      builder.columns.push(firstColumn + column);
      builder.values.push(value);
    }
    const scale = norm === 'l2' ? Math.sqrt(sum) : norm === 'l1' ? sum : 1;
    const values = builder.values.array;
    for (let k = start; k < builder.values.length; k++) values[k] = (values[k]! / scale) * weight;
  }

  /**
   * Finds the terms of a text.
   *
   * @param text - the text
   * @param places - gets for each of them the numbers of its first symbol and of its last
   * @returns the column of each, as often as it occurs; valid until the next call
   */
  findTerms(text: string, places?: GrowableInt32): GrowableInt32 {
    const { reader, table, found } = this;
    const [shortest, longest] = this.options.ngrams;
    // A word too short for any n-gram still counts once.
    const hasShortWords = this.options.analyser === 'charWb';
    found.length = 0;
    reader.read(text);
    const { bytes, sequenceEnds } = reader;
    const [symbols, starts, ends] = [reader.symbols.array, reader.starts.array, reader.ends.array];
    let start = 0;
    for (let sequence = 0; sequence < sequenceEnds.length; sequence++) {
      const end = sequenceEnds.array[sequence]!;
      const minimum = hasShortWords && end - start < shortest ? end - start : shortest;
      for (let first = start; first <= end - minimum; first++) {
        const limit = Math.min(end, first + longest);
        const from = starts[first]!;
        let gram = 0;
        for (let i = first; i < limit; i++) {
          gram = extendGram(gram, symbols[i]!);
          if (i - first + 1 < minimum) continue;
          const column = table.find(gram, bytes, from, ends[i]!);
          if (column < 0) continue;
          found.push(column);
          places?.push(first);
          places?.push(i);
        }
      }
      start = end;
    }
    return found;
  }

  /**
   * Few columns are ever asked for, and a logarithm each would keep a program waiting that has just opened a model.
   *
   * @param column - a column
   * @returns its inverse document frequency; 1 when `hasIdf` is off
   */
  idfOf(column: number): number {
    const known = this.weights[column]!;
    if (known !== 0) return known;
    const { documentFrequencies, documentCount } = this.vocabulary;
    const smooth = this.options.hasSmoothIdf ? 1 : 0;
    const idf = this.options.hasIdf
      ? log((documentCount + smooth) / (documentFrequencies[column]! + smooth)) + 1
      : 1;
    this.weights[column] = idf;
    return idf;
  }
}
