import { checkChoice, checkNumber, resolveOptions } from '../options.ts';
import type { Analyser, Token } from './Analyser.ts';
import { EMPTY_HASH, extendHash } from './hash.ts';
import { englishStopWords } from './stopWords.ts';

/** Options of {@link hashedWords}. */
export interface HashedWordsOptions {
  /**
   * Words left out.
   * @defaultValue `'none'`
   */
  readonly stopWords?: 'none' | 'english';
  /**
   * Words are cut to this many characters, as a cheap stem; 0 leaves them whole, at most 50.
   * @defaultValue `0`
   */
  readonly prefixLength?: number;
}

/** What {@link hashedWords} uses for options not given. */
const DEFAULTS: Required<HashedWordsOptions> = /* @__PURE__ */ Object.freeze({
  stopWords: 'none',
  prefixLength: 0,
});

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~';

/**
 * Numbers in place of words: an analyser whose tokens are 24-bit hashes, four signs each, so that neither the vocabulary
 * of a model nor anything else in its file can be read. One unknown word in a few hundred passes for a known one.
 *
 * @param options - stop words and stems, which only the analyser can see to: features are told the hashes alone
 * @returns an analyser for `tfidf({ analyser })`
 * @throws GenrekitError `invalid-option`
 */
export function hashedWords(options?: HashedWordsOptions): Analyser {
  const { stopWords, prefixLength } = resolveOptions('hashedWords', options, DEFAULTS);
  checkChoice('hashedWords.stopWords', stopWords, ['none', 'english']);
  checkNumber('hashedWords.prefixLength', prefixLength, { min: 0, max: 50, isInteger: true });
  let leftOut: ReadonlySet<string> | undefined; // made when first asked, so that importing does no work
  return Object.freeze({
    id: `hashed-words/${stopWords}/${prefixLength}`,
    tokens(text: string) {
      leftOut ??= new Set(stopWords === 'english' ? englishStopWords() : []);
      const tokens: Token[] = [];
      for (const { 0: word, index } of text.matchAll(/[\p{L}\p{N}_]{2,}/gu)) {
        const lower = word.toLowerCase();
        if (leftOut.has(lower)) continue;
        const term = hashWord(prefixLength === 0 ? lower : [...lower].slice(0, prefixLength).join(''));
        tokens.push({ term, start: index, end: index + word.length });
      }
      return tokens;
    },
  });
}

/**
 * @param word - in lower case
 * @returns its hash as {@link hashedWords} writes it
 */
export function hashWord(word: string): string {
  let hash = EMPTY_HASH;
  for (let i = 0; i < word.length; i++) hash = extendHash(hash, word.charCodeAt(i));
  // The low bits of FNV-1a know little of the first letters: mixed as MurmurHash3 ends (Appleby 2011).
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash ^= hash >>> 16;
  return [18, 12, 6, 0].map((shift) => DIGITS[(hash >>> shift) & 63]).join('');
}
