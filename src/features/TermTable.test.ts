import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_HASH, extendHash } from '../text/hash.ts';
import { TermList } from '../text/TermList.ts';
import { extendGram, TermTable } from './TermTable.ts';

const encoder = new TextEncoder();

/** The hash of a term, symbol by symbol. */
function gramOf(symbols: readonly string[]): number {
  return symbols.reduce(
    (gram, symbol) => extendGram(gram, encoder.encode(symbol).reduce(extendHash, EMPTY_HASH)),
    0,
  );
}

function find(table: TermTable, term: string, isCharacters: boolean): number {
  const bytes = encoder.encode(`<${term}>`);
  return table.find(gramOf(isCharacters ? [...term] : term.split(' ')), bytes, 1, bytes.length - 1);
}

const word = fc.string({ minLength: 1, maxLength: 3, unit: fc.constantFrom('a', 'b', 'é', '漢', '👻') });
const terms = fc.uniqueArray(
  fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' ')),
  { maxLength: 300 },
);

describe.each([
  ['words', false],
  ['characters', true],
])('a table of terms of %s', (_, isCharacters) => {
  it('finds what a Map would, and nothing else', () => {
    fc.assert(
      fc.property(terms, terms, (known, asked) => {
        const table = new TermTable(TermList.of(known), isCharacters);
        const numbers = new Map(known.map((term, number) => [term, number]));
        for (const term of [...known, ...asked])
          expect(find(table, term, isCharacters)).toBe(numbers.get(term) ?? -1);
      }),
    );
  });

  it('refuses a term that is empty or comes twice', () => {
    for (const bad of [
      ['a', ''],
      ['a b', 'c', 'a b'],
    ]) {
      expect(() => new TermTable(TermList.of(bad), isCharacters)).toThrow(
        expect.objectContaining({
          code: 'invalid-data',
          message: expect.stringContaining(`'${bad.at(-1)}'`),
        }),
      );
    }
  });
});

describe('a list of terms', () => {
  it('gives back its strings, however they were made', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (strings) => {
        const list = TermList.of(strings);
        expect(list.terms).toEqual(strings);
        expect(new TermList(list.bytes, list.ends).terms).toEqual(strings);
      }),
    );
  });
});
