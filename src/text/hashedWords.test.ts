import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashedWords, hashWord } from './hashedWords.ts';
import { englishStopWords } from './stopWords.ts';

const terms = (text: string, options?: Parameters<typeof hashedWords>[0]) =>
  hashedWords(options)
    .tokens(text)
    .map(({ term }) => term);

describe('hashedWords', () => {
  it('gives words of the same letters the same four signs, whatever their case', () => {
    expect(terms('Ghost GHOST ghost')).toEqual(Array(3).fill(hashWord('ghost')));
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        for (const { term, start, end } of hashedWords().tokens(text)) {
          expect(term).toMatch(/^[0-9A-Za-z_~]{4}$/);
          expect(term).toBe(hashWord(text.slice(start, end).toLowerCase()));
        }
      }),
    );
  });

  it('reads the words that the built-in pattern reads: two letters or more', () => {
    expect(terms("A cat's naïve 9-year-old Ω")).toEqual(['cat', 'naïve', 'year', 'old'].map(hashWord));
  });

  it('leaves out stop words, and cuts words to stems', () => {
    expect(terms('the murderer of Venice', { stopWords: 'english' })).toEqual(
      ['murderer', 'venice'].map(hashWord),
    );
    expect(terms('murdered murderers', { prefixLength: 5 })).toEqual([hashWord('murde'), hashWord('murde')]);
    for (const word of englishStopWords()) expect(terms(word, { stopWords: 'english' })).toEqual([]);
  });

  it('rarely gives two words the same hash', () => {
    const words = Array.from({ length: 20_000 }, (_, i) => `word${i}`);
    // By the birthday problem, 20000² / 2 / 2^24 = 12 pairs are expected.
    expect(new Set(words.map(hashWord)).size).toBeGreaterThan(19_970);
  });

  it('refuses bad options', () => {
    const code = expect.objectContaining({ code: 'invalid-option' });
    expect(() => hashedWords({ prefixLength: -1 })).toThrow(code);
    expect(() => hashedWords({ stopWords: 'german' as 'none' })).toThrow(code);
  });
});
