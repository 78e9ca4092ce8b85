import { NgramTrie } from './NgramTrie.ts';
import type { SymbolReader } from './SymbolReader.ts';
import type { ResolvedTfidfOptions } from './TfidfOptions.ts';

/**
 * Visits the trie node of every n-gram of the text that a reader has just read. Repeated n-grams are visited each time.
 *
 * @param reader - holds the symbols
 * @param options - gives the lengths, and the rule that a word too short for any n-gram still counts once (`charWb`)
 * @param trie - known n-grams
 * @param visit - called with a node
 * @param isLearning - whether n-grams that the trie does not have are added to it; otherwise they are passed over
 */
export function forEachNgram(
  reader: SymbolReader,
  options: ResolvedTfidfOptions,
  trie: NgramTrie,
  visit: (node: number) => void,
  isLearning = false,
): void {
  const { symbols, sequenceEnds } = reader;
  const [shortest, longest] = options.ngrams;
  const hasShortWords = options.analyser === 'charWb';
  let start = 0;
  for (let sequence = 0; sequence < sequenceEnds.length; sequence++) {
    const end = sequenceEnds.array[sequence]!;
    const minimum = hasShortWords && end - start < shortest ? end - start : shortest;
    const lastStart = end - minimum;
    for (let first = start; first <= lastStart; first++) {
      const limit = Math.min(end, first + longest);
      let node = NgramTrie.root;
      for (let i = first; i < limit; i++) {
        const symbol = symbols.array[i]!;
        if (isLearning) {
          node = trie.childOrNew(node, symbol);
        } else {
          if (symbol < 0) break;
          node = trie.child(node, symbol);
          if (node < 0) break;
        }
        if (i - first + 1 >= minimum) visit(node);
      }
    }
    start = end;
  }
}
