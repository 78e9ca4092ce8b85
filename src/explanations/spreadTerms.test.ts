import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { piecesOf } from './piecesOf.ts';
import { spreadTerms } from './spreadTerms.ts';

const plot = ' A killer, the  killer! ?';
const pieces = piecesOf({ plot }, ['plot']); // A | killer | , | the | killer | ! | ?
const spread = (...spans: [number, number][][]) =>
  Array.from(
    spreadTerms(pieces, [
      { value: 12, occurrences: spans.map((list) => list.map(([start, end]) => ({ start, end }))) },
    ]),
  );

describe('spreadTerms', () => {
  it.each<[string, [number, number][][], number[]]>([
    ['a word', [[[3, 9]]], [0, 12, 0, 0, 0, 0, 0]],
    ['each occurrence alike', [[[3, 9]], [[16, 22]]], [0, 6, 0, 0, 6, 0, 0]],
    [
      'each token alike',
      [
        [
          [1, 2],
          [3, 9],
        ],
      ],
      [6, 6, 0, 0, 0, 0, 0],
    ],
    ['the characters of words alike', [[[1, 5]]], [4, 8, 0, 0, 0, 0, 0]],
    ['signs beside a word to the word', [[[8, 10]]], [0, 12, 0, 0, 0, 0, 0]],
    ['signs alone to the signs', [[[9, 11]]], [0, 0, 12, 0, 0, 0, 0]],
    ['several signs by their length', [[[22, 25]]], [0, 0, 0, 0, 0, 6, 6]],
    ['white space to the piece before it', [[[14, 16]]], [0, 0, 0, 12, 0, 0, 0]],
    ['white space at the start to the first piece', [[[0, 1]]], [12, 0, 0, 0, 0, 0, 0]],
    ['nothing to the piece where it is', [[[3, 3]]], [0, 12, 0, 0, 0, 0, 0]],
    ['nothing inside a piece to the piece', [[[18, 18]]], [0, 0, 0, 0, 12, 0, 0]],
    ['nothing between two pieces to the second', [[[9, 9]]], [0, 0, 12, 0, 0, 0, 0]],
    ['nothing at the end to the last piece', [[[25, 25]]], [0, 0, 0, 0, 0, 0, 12]],
  ])('gives %s', (_, spans, shares) => {
    expect(spread(...spans)).toEqual(shares);
  });

  it('loses nothing', () => {
    const span = fc.tuple(fc.nat(plot.length), fc.nat(plot.length)).map(([a, b]) => ({
      start: Math.min(a, b),
      end: Math.max(a, b),
    }));
    const term = fc.record({
      value: fc.double({ min: -10, max: 10, noNaN: true }),
      occurrences: fc.array(fc.array(span, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 }),
    });
    fc.assert(
      fc.property(fc.array(term, { maxLength: 20 }), (terms) => {
        const total = terms.reduce((sum, { value }) => sum + value, 0);
        expect(spreadTerms(pieces, terms).reduce((sum, share) => sum + share, 0)).toBeCloseTo(total, 10);
      }),
    );
  });
});
