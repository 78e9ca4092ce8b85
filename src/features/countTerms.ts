import { GrowableInt32 } from '../math/growable.ts';
import { compareCodePoints } from '../text/compareCodePoints.ts';
import { forEachNgram } from './forEachNgram.ts';
import { NgramTrie } from './NgramTrie.ts';
import { SymbolReader } from './SymbolReader.ts';
import type { ResolvedTfidfOptions } from './TfidfOptions.ts';
import type { TfidfVocabulary } from './TfidfTransform.ts';
import { WordTable } from './WordTable.ts';

/** Every n-gram of a collection of texts, with its counts. */
export interface TermCounts {
  readonly trie: NgramTrie;
  /** The words or characters that symbols number. */
  readonly words: WordTable;
  /** What stands between the symbols of a term. */
  readonly separator: '' | ' ';
  /** How often each node's n-gram occurs over all texts; 0 for nodes that only lead to longer n-grams. */
  readonly totals: Int32Array;
  /** In how many texts each node's n-gram occurs. */
  readonly documentFrequencies: Int32Array;
  /** How many texts there were. */
  readonly documentCount: number;
}

/**
 * Counts all n-grams of all texts. No n-gram becomes a string here, which keeps millions of them in flat arrays.
 *
 * @param texts - the texts; `undefined` is absent and not counted
 * @param options - checked settings of the vectoriser
 */
export function countTerms(
  texts: readonly (string | undefined)[],
  options: ResolvedTfidfOptions,
): TermCounts {
  const reader = new SymbolReader(options);
  const words = new WordTable();
  const numbers = new GrowableInt32(1024);
  const trie = new NgramTrie();
  const totals = new GrowableInt32(1024);
  const documentFrequencies = new GrowableInt32(1024);
  const lastDocument = new GrowableInt32(1024);
  let documentCount = 0;
  const count = (node: number) => {
    while (totals.length <= node) {
      totals.push(0);
      documentFrequencies.push(0);
      lastDocument.push(0);
    }
    totals.array[node]!++;
    if (lastDocument.array[node] === documentCount) return;
    lastDocument.array[node] = documentCount;
    documentFrequencies.array[node]!++;
  };
  for (const text of texts) {
    if (text === undefined) continue;
    documentCount++;
    reader.read(text);
    const { symbols, starts, ends, bytes, sequenceEnds } = reader;
    numbers.length = 0;
    for (let i = 0; i < symbols.length; i++)
      numbers.push(words.findOrAdd(bytes, starts.array[i]!, ends.array[i]!, symbols.array[i]!));
    forEachNgram(numbers.array, sequenceEnds.array, sequenceEnds.length, options, trie, count);
  }
  return {
    trie,
    words,
    separator: reader.isCharacters ? '' : ' ',
    totals: trim(totals),
    documentFrequencies: trim(documentFrequencies),
    documentCount,
  };
}

/**
 * Applies `minDf`, `maxDf` and `maxFeatures`, and puts what is left in code-point order.
 *
 * @param counts - from {@link countTerms}
 * @param options - checked settings of the vectoriser
 */
export function selectTerms(counts: TermCounts, options: ResolvedTfidfOptions): TfidfVocabulary {
  const { trie, words, separator, totals, documentFrequencies, documentCount } = counts;
  const fewest = options.minDf < 1 ? options.minDf * documentCount : options.minDf;
  const most = options.maxDf < 1 ? options.maxDf * documentCount : options.maxDf;
  let kept: { node: number; term: string }[] = [];
  for (let node = 1; node < totals.length; node++) {
    const frequency = documentFrequencies[node]!;
    if (frequency === 0 || frequency < fewest || frequency > most) continue;
    kept.push({
      node,
      term: trie
        .path(node)
        .map((symbol) => words.wordAt(symbol))
        .join(separator),
    });
  }
  if (kept.length > options.maxFeatures) {
    kept.sort((a, b) => totals[b.node]! - totals[a.node]! || compareCodePoints(a.term, b.term));
    kept = kept.slice(0, options.maxFeatures);
  }
  kept.sort((a, b) => compareCodePoints(a.term, b.term));
  return {
    terms: kept.map(({ term }) => term),
    documentFrequencies: Uint32Array.from(kept, ({ node }) => documentFrequencies[node]!),
    documentCount,
  };
}

function trim(counts: GrowableInt32): Int32Array {
  return counts.array.slice(0, counts.length);
}
