import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { attention, attentionKit, tokens } from '../strategies/attention/index.ts';
import { caught } from '../testing/caught.ts';
import { fixtureMovies } from '../testing/fixtureMovies.ts';
import { GenreClassifier } from './GenreClassifier.ts';
import type { GenreUncertainty } from './sampleProbabilities.ts';

const movies = await fixtureMovies(120);
const labels = ['Comedy', 'Drama', 'War'];
const fitted = (dropout: number, layers: number) =>
  new GenreClassifier({
    ...{ labels, foldCount: 2, features: tokens({ minFrequency: 4 }), calibrateOn: { heldOut: 0.25 } },
    strategy: attention({ width: 8, layers, heads: 2, hidden: [8], dropout, training: { epochs: 3 } }),
  }).fit(movies);

let shallow: GenreClassifier;
let deep: GenreClassifier;
let certain: GenreClassifier;
beforeAll(async () => {
  [shallow, deep, certain] = await Promise.all([fitted(0.3, 0), fitted(0.3, 1), fitted(0, 1)]);
}, 60_000);

const plain = (classifier: GenreClassifier, movie: object) =>
  new Map(classifier.predictProba(movie).map(({ label, score }) => [label, score]));

/** Binary entropy in nats, by the engine's logarithm. */
const entropyOf = (p: number) => (p <= 0 || p >= 1 ? 0 : -p * Math.log(p) - (1 - p) * Math.log(1 - p));

describe('predictWithUncertainty', () => {
  it('keeps to the laws of entropy, whatever the movie', async () => {
    const movie = fc.record({
      title: fc.constantFrom('War', 'Funny', '', 'zzz'),
      plot: fc.constantFrom(...movies.slice(0, 20).map(({ plot }) => plot!)),
    });
    await fc.assert(
      fc.asyncProperty(movie, fc.integer({ min: 1, max: 12 }), fc.nat(), async (given, samples, seed) => {
        for (const classifier of [shallow, deep]) {
          const genres = await classifier.predictWithUncertainty(given, { samples, seed });
          expect(genres.map(({ label }) => label).toSorted()).toEqual(labels);
          for (const [i, { mean, standardDeviation, entropy, mutualInformation }] of genres.entries()) {
            expect(mean).toBeGreaterThanOrEqual(genres[i + 1]?.mean ?? 0);
            expect(mean).toBeLessThanOrEqual(1);
            expect(standardDeviation).toBeGreaterThanOrEqual(0);
            expect(standardDeviation).toBeLessThanOrEqual(0.5);
            expect(entropy).toBeCloseTo(entropyOf(mean), 12);
            expect(mutualInformation).toBeGreaterThanOrEqual(0);
            expect(mutualInformation).toBeLessThanOrEqual(entropy);
            if (samples === 1) expect([standardDeviation, mutualInformation]).toEqual([0, 0]);
          }
        }
      }),
      { numRuns: 15 },
    );
  });

  it('is what single networks say, put together', async () => {
    const movie = { plot: movies[0]!.plot };
    // Each of the first networks alone; their mean is a probability.
    const upTo = async (samples: number) =>
      new Map(
        (await deep.predictWithUncertainty(movie, { samples, seed: 9 })).map((one) => [one.label, one]),
      );
    const sums = [await upTo(1), await upTo(2), await upTo(3), await upTo(4)];
    for (const label of labels) {
      const meanOf = (count: number) => sums[count - 1]!.get(label)!.mean;
      const each = [1, 2, 3, 4].map((n) => (n === 1 ? meanOf(1) : n * meanOf(n) - (n - 1) * meanOf(n - 1)));
      const mean = each.reduce((a, b) => a + b) / 4;
      const variance = each.reduce((total, p) => total + (p - mean) ** 2, 0) / 4;
      const found = sums[3]!.get(label)!;
      expect(found.standardDeviation).toBeCloseTo(Math.sqrt(variance), 10);
      const meanEntropy = each.reduce((total, p) => total + entropyOf(p), 0) / 4;
      expect(found.mutualInformation).toBeCloseTo(entropyOf(mean) - meanEntropy, 10);
    }
    // A genre that cannot be told may have the same probability everywhere.
    expect([...sums[3]!.values()].some((one) => one.standardDeviation > 0.001)).toBe(true);
  });

  it('is the same to the bit for the same seed, after saving too, and another for another', async () => {
    const movie = movies[3]!;
    const first = await deep.predictWithUncertainty(movie);
    expect(await deep.predictWithUncertainty(movie, { samples: 30, seed: 1 })).toEqual(first);
    const opened = await GenreClassifier.open(await deep.toBytes(), { strategies: [attentionKit] });
    expect(await opened.predictWithUncertainty(movie)).toEqual(first);
    expect(await deep.predictWithUncertainty(movie, { seed: 2 })).not.toEqual(first);
  });

  it('is sure where nothing was left out in training', async () => {
    for (const movie of movies.slice(0, 5)) {
      const probabilities = plain(certain, movie);
      const spread = await certain.predictWithUncertainty(movie, { samples: 7 });
      const sure: Partial<GenreUncertainty> = { standardDeviation: 0, mutualInformation: 0 };
      for (const one of spread) expect(one).toMatchObject({ ...sure, mean: probabilities.get(one.label) });
    }
  });

  it('is refused by strategies without dropout', async () => {
    const linear = await new GenreClassifier({ labels, foldCount: 2 }).fit(movies);
    const error = await caught(() => linear.predictWithUncertainty(movies[0]!));
    expect(error).toMatchObject({ code: 'unsupported-model' });
    expect(error.message).toContain('"binary-relevance"');
    expect(error.message).toContain('predictSet');
  });

  it.each([{ samples: 0 }, { samples: 1.5 }, { samples: 1e9 }, { seed: -1 }, { count: 3 }, 7])(
    'refuses %o',
    async (options) => {
      expect(await caught(() => deep.predictWithUncertainty(movies[0]!, options as never))).toMatchObject({
        code: 'invalid-option',
      });
    },
  );

  it('refuses movies without text', async () => {
    expect(await caught(() => deep.predictWithUncertainty({}))).toMatchObject({ code: 'invalid-movie' });
  });
});
