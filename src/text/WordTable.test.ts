import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WordTable } from './WordTable.ts';

describe('WordTable', () => {
  it('numbers words as a Map would', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 4 }), { maxLength: 300 }), (words) => {
        const table = new WordTable();
        const map = new Map<string, number>();
        for (const word of words) {
          expect(table.findWord(word)).toBe(map.get(word) ?? -1);
          if (!map.has(word)) map.set(word, map.size);
          expect(table.findOrAddWord(word)).toBe(map.get(word));
        }
        for (const [word, number] of map) {
          expect(table.wordAt(number)).toBe(word);
          expect(table.findWord(word)).toBe(number);
        }
      }),
    );
  });

  it('finds words inside a text, also after growing', () => {
    const table = new WordTable();
    for (let i = 0; i < 5000; i++) table.findOrAddWord(`word${i}`);
    const text = 'a word4321 here';
    let hash = WordTable.emptyHash;
    for (let i = 2; i < 10; i++) hash = WordTable.extendHash(hash, text.charCodeAt(i));
    expect(table.find(text, 2, 10, hash)).toBe(4321);
    expect(table.find(text, 2, 9, hash)).toBe(-1);
  });
});
