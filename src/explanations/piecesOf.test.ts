import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { strangeText } from '../testing/strangeTexts.ts';
import { piecesOf } from './piecesOf.ts';

/** Words as they are, signs in brackets. */
function cut(plot: string): string[] {
  return piecesOf({ plot }, ['plot']).map(({ start, end, isWord }) =>
    isWord ? plot.slice(start, end) : `[${plot.slice(start, end)}]`,
  );
}

describe('piecesOf', () => {
  it.each([
    ['A killer, on the run.', ['A', 'killer', '[,]', 'on', 'the', 'run', '[.]']],
    ["Don't say l’amour, rock'n'roll!", ["Don't", 'say', 'l’amour', '[,]', "rock'n'roll", '[!]']],
    ["the dogs' 'bone'", ['the', 'dogs', "[']", "[']", 'bone', "[']"]],
    ['well-known\r\ncafe\u0301s 🎬💀', ['well', '[-]', 'known', 'cafe\u0301s', '[🎬💀]']],
    ['𐐀𐐨 1984_2', ['𐐀𐐨', '1984_2']],
  ])('cuts %j', (text, pieces) => {
    expect(cut(text)).toEqual(pieces);
  });

  it('reads the fields asked for, and passes over blank ones', () => {
    const movie = { title: ' ', plot: 'b c' };
    expect(piecesOf(movie, ['title', 'plot']).map(({ field }) => field)).toEqual(['plot', 'plot']);
    expect(piecesOf({ title: 'a', plot: 'b' }, ['title'])).toEqual([
      { field: 'title', start: 0, end: 1, isWord: true },
    ]);
  });

  it('covers everything but white space, once and in order', () => {
    fc.assert(
      fc.property(strangeText, (plot) => {
        let covered = 0;
        for (const { start, end, isWord } of piecesOf({ plot }, ['plot'])) {
          expect(plot.slice(covered, start)).toMatch(/^\s*$/);
          expect(plot.slice(start, end)).toMatch(isWord ? /^[\p{L}\p{N}_]\S*$/u : /^[^\s\p{L}\p{N}_]+$/u);
          covered = end;
        }
        expect(plot.slice(covered)).toMatch(/^\s*$/);
      }),
      { numRuns: 300 },
    );
  });
});
