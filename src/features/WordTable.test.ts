import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_HASH, extendHash } from '../text/hash.ts';
import { WordTable } from './WordTable.ts';

const encoder = new TextEncoder();

function numberOf(table: WordTable, word: string): number {
  const bytes = encoder.encode(`<${word}>`);
  let hash = EMPTY_HASH;
  for (const byte of encoder.encode(word)) hash = extendHash(hash, byte);
  return table.findOrAdd(bytes, 1, bytes.length - 1, hash);
}

describe('WordTable', () => {
  it('numbers words as a Map would', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 4, unit: 'grapheme' }), { maxLength: 300 }), (words) => {
        const table = new WordTable();
        const map = new Map<string, number>();
        for (const word of words) {
          if (!map.has(word)) map.set(word, map.size);
          expect(numberOf(table, word)).toBe(map.get(word));
        }
        for (const [word, number] of map) {
          expect(table.wordAt(number)).toBe(word);
          expect(numberOf(table, word)).toBe(number);
        }
      }),
    );
  });

  it('finds words after growing, and those that are one long run of letters', () => {
    const table = new WordTable();
    for (let i = 0; i < 5000; i++) numberOf(table, `word${i}`);
    expect(numberOf(table, 'word4321')).toBe(4321);
    expect(numberOf(table, 'é'.repeat(100_000))).toBe(5000);
    expect(table.wordAt(5000)).toBe('é'.repeat(100_000));
  });
});
