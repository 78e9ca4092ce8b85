import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Movie } from '../text/Movie.ts';
import { piecesOf } from './piecesOf.ts';
import { type SearchTask, type Verdict, WordSearch } from './WordSearch.ts';

type Judge = (text: string) => Verdict;

const limits = { maxWords: 8, beamWidth: 8, maxTrials: 20_000 };

function search(movie: Movie, judge: Judge, options: Partial<SearchTask> = {}) {
  const fields = ['title', 'plot'] as const;
  const words = piecesOf(movie, fields).filter(({ isWord }) => isWord);
  const judgeAll = (movies: readonly Movie[]) =>
    movies.map(({ title = '', plot = '' }) => {
      expect(/\S/.test(title + plot)).toBe(true);
      return judge(`${title} ${plot}`);
    });
  const before = judgeAll([movie])[0]!;
  return new WordSearch({ movie, fields, words, before, judge: judgeAll, ...limits, ...options }).run();
}

/** Predicts where the words that count weigh enough. */
function weighing(weights: Readonly<Record<string, number>>, threshold: number): Judge {
  return (text) => {
    const sum = text.split(/\s+/).reduce((total, word) => total + (weights[word] ?? 0), 0);
    const score = 1 / (1 + Math.exp(-sum));
    return { score, isPredicted: sum >= threshold };
  };
}

describe('the search for the fewest words', () => {
  it('finds the one word that changes most, whichever way', async () => {
    const judge = weighing({ knife: 2, blood: 3, love: -4 }, 4);
    const away = await search({ plot: 'a knife the blood' }, judge);
    expect(away).toMatchObject({ found: { words: [3], isPredicted: false }, isFewest: true, trialCount: 4 });
    const towards = await search({ title: 'love', plot: 'a knife the blood' }, judge);
    expect(towards).toMatchObject({ found: { words: [0], isPredicted: true }, isFewest: true });
  });

  it('takes the first of equal words', async () => {
    const judge = weighing({ knife: 2 }, 4);
    expect((await search({ plot: 'knife a knife' }, judge)).found?.words).toEqual([0]);
  });

  it('never takes all text away, but may take all of a field', async () => {
    const judge = weighing({ knife: 2 }, 1);
    expect(await search({ plot: 'knife' }, judge)).toEqual({
      found: undefined,
      isFewest: false,
      trialCount: 0,
    });
    expect((await search({ plot: 'knife knife' }, judge)).found).toBeUndefined();
    expect((await search({ plot: 'knife !' }, judge)).found?.words).toEqual([0]);
    expect((await search({ title: 'knife', plot: 'a' }, judge)).found?.words).toEqual([0]);
    expect((await search({ title: '?', plot: 'knife' }, judge)).found?.words).toEqual([0]);
  });

  it('gives up where there is no word, and where none changes anything', async () => {
    expect((await search({ plot: '!!!' }, weighing({}, 0))).found).toBeUndefined();
    const { found, trialCount } = await search({ plot: 'a b c d' }, weighing({}, 0), { maxWords: 3 });
    // 4 single words, 6 pairs, 4 sets of three.
    expect([found, trialCount]).toEqual([undefined, 14]);
  });

  it('finds pairs of which neither word alone tells anything', async () => {
    // A beam that follows the best single word would miss it.
    const judge: Judge = (text) => {
      const isPredicted = /b|y/.test(text);
      return { score: isPredicted ? 0.9 - (text.includes('q') ? 0 : 0.1) : 0.1, isPredicted };
    };
    const { found, isFewest } = await search({ plot: 'q b c y e' }, judge, { beamWidth: 1 });
    expect([found?.words, isFewest]).toEqual([[1, 3], true]);
  });

  it('finds larger sets, thins them out, and says when it knows that no fewer would do', async () => {
    const judge = weighing({ w: 1 }, 3);
    const three = await search({ plot: 'w a w b w w c w' }, judge);
    expect([three.found?.words.length, three.isFewest]).toEqual([3, true]);
    const four = await search({ plot: 'w a w b w w c w w' }, judge);
    expect([four.found?.words.length, four.isFewest]).toEqual([4, false]);
    // The scores lead it astray, to decoys that change nothing.
    const decoys: Judge = (text) => {
      const count = (word: string) => text.split(/\s+/).filter((one) => one === word).length;
      return { score: 0.5 + 0.01 * count('w') + 0.03 * count('decoy'), isPredicted: count('w') >= 1 };
    };
    const thin = await search({ plot: 'w decoy w decoy w x' }, decoys, { beamWidth: 2 });
    expect(thin.found?.words).toEqual([0, 2, 4]);
  });

  it('keeps to its limits', async () => {
    const judge = weighing({ w: 1 }, 3);
    const plot = 'w a w b w w c w w';
    expect((await search({ plot }, judge, { maxWords: 3 })).found).toBeUndefined();
    for (const maxTrials of [1, 5, 9, 20, 45, 46, 60]) {
      const { trialCount, isFewest } = await search({ plot }, judge, { maxTrials });
      expect(trialCount).toBeLessThanOrEqual(maxTrials);
      expect(isFewest).toBe(false);
    }
    // Too many pairs to try them all: what is found of two words is still the fewest, as no single one would do.
    const pair = await search({ plot: 'w a b c w' }, weighing({ w: 1 }, 1), { maxTrials: 12 });
    expect([pair.found?.words, pair.isFewest]).toEqual([[0, 4], true]);
    const triple = await search({ plot: 'w a b c w w' }, weighing({ w: 1 }, 1), {
      maxTrials: 20,
      beamWidth: 1,
    });
    expect([triple.found?.words, triple.isFewest]).toEqual([[0, 4, 5], false]);
  });

  it('agrees with trying everything', async () => {
    const word = fc.constantFrom('a', 'b', 'c', 'd');
    const weight = fc.integer({ min: -3, max: 3 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(word, { minLength: 2, maxLength: 8 }),
        fc.dictionary(word, weight),
        fc.integer({ min: -4, max: 4 }),
        async (list, weights, threshold) => {
          const judge = weighing(weights, threshold);
          const before = judge(list.join(' ')).isPredicted;
          let fewest = Number.POSITIVE_INFINITY;
          for (let mask = 1; mask < 2 ** list.length - 1; mask++) {
            const left = list.filter((_, i) => ((mask >> i) & 1) === 0);
            if (judge(left.join(' ')).isPredicted === before) continue;
            fewest = Math.min(fewest, list.length - left.length);
          }
          const { found, isFewest } = await search({ plot: list.join(' ') }, judge);
          // Weights that add up leave no hiding place: the beam finds the fewest as well.
          expect(found?.words.length ?? Number.POSITIVE_INFINITY).toBe(fewest);
          expect(isFewest).toBe(fewest <= 3);
        },
      ),
      { numRuns: 150 },
    );
  });
});
