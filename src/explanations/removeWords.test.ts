import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deepFreeze } from '../testing/deepFreeze.ts';
import { strangeText } from '../testing/strangeTexts.ts';
import { piecesOf } from './piecesOf.ts';
import { removeWords } from './removeWords.ts';

function without(plot: string, ...numbers: number[]): string {
  const words = piecesOf({ plot }, ['plot']).filter(({ isWord }) => isWord);
  return removeWords(
    deepFreeze({ plot }),
    numbers.map((number) => words[number]!),
  ).plot!;
}

describe('removeWords', () => {
  it.each<[string, number[], string]>([
    ['A killer hides.', [1], 'A hides.'],
    ['A killer hides.', [0], 'killer hides.'],
    ['A killer hides.', [2], 'A killer .'],
    ['A killer hides', [2], 'A killer'],
    ['A killer hides', [0, 1, 2], ''],
    ['A killer, the killer', [1], 'A , the killer'],
    ['one\r\ntwo\r\nthree', [1], 'one\r\nthree'],
    ['well-known here', [0], '-known here'],
    ['🎬 one 🎬 two', [0], '🎬 🎬 two'],
    ['a b c d', [1, 2], 'a d'],
    ['  a b', [0], '  b'],
    ['kept', [], 'kept'],
  ])('of %j, words %j, leaves %j', (text, numbers, left) => {
    expect(without(text, ...numbers)).toBe(left);
  });

  it('takes words out of both fields, and leaves all else as it is', () => {
    const movie = deepFreeze({ title: 'Big Heat', plot: 'A cop.', year: 1953 });
    const words = piecesOf(movie, ['title', 'plot']).filter(({ isWord }) => isWord);
    expect(removeWords(movie, [words[0]!, words[3]!])).toEqual({ title: 'Heat', plot: 'A .', year: 1953 });
    expect(removeWords(movie, [words[3]!])).toEqual({ title: 'Big Heat', plot: 'A .', year: 1953 });
  });

  it('leaves all other words as they were', () => {
    fc.assert(
      fc.property(strangeText, fc.array(fc.nat(8), { maxLength: 4 }), (plot, given) => {
        const words = piecesOf({ plot }, ['plot']).filter(({ isWord }) => isWord);
        const numbers = [...new Set(given)].filter((number) => number < words.length).sort();
        const kept = words.filter((_, number) => !numbers.includes(number));
        const left = without(plot, ...numbers);
        // Where words touch without a space, what is left may join into one.
        expect(left.replace(/\s/g, '')).toBe(
          plot
            .split('')
            .filter(
              (_, at) => !numbers.some((number) => words[number]!.start <= at && at < words[number]!.end),
            )
            .join('')
            .replace(/\s/g, ''),
        );
        for (const { start, end } of kept) expect(left).toContain(plot.slice(start, end));
      }),
      { numRuns: 200 },
    );
  });
});
