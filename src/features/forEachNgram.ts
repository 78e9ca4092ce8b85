import { NgramTrie } from './NgramTrie.ts';
import type { ResolvedTfidfOptions } from './TfidfOptions.ts';

/**
 * Visits every n-gram of a text, adding those that are new to a trie. Repeated n-grams are visited each time.
 *
 * @param symbols - numbers of words, or code points
 * @param sequenceEnds - where each sequence ends in `symbols`; the first entries, `sequenceCount` of them, count
 * @param sequenceCount - how many sequences there are
 * @param options - gives the lengths, and the rule that a word too short for any n-gram still counts once (`charWb`)
 * @param trie - where n-grams go
 * @param visit - called with a node
 */
export function forEachNgram(
  symbols: Int32Array,
  sequenceEnds: Int32Array,
  sequenceCount: number,
  options: ResolvedTfidfOptions,
  trie: NgramTrie,
  visit: (node: number) => void,
): void {
  const [shortest, longest] = options.ngrams;
  const hasShortWords = options.analyser === 'charWb';
  let start = 0;
  for (let sequence = 0; sequence < sequenceCount; sequence++) {
    const end = sequenceEnds[sequence]!;
    const minimum = hasShortWords && end - start < shortest ? end - start : shortest;
    const lastStart = end - minimum;
    for (let first = start; first <= lastStart; first++) {
      const limit = Math.min(end, first + longest);
      let node = NgramTrie.root;
      for (let i = first; i < limit; i++) {
        node = trie.childOrNew(node, symbols[i]!);
        if (i - first + 1 >= minimum) visit(node);
      }
    }
    start = end;
  }
}
