import { describe, expect, it } from 'vitest';
import { GenreClassifier } from '../classifier/GenreClassifier.ts';
import { attention } from '../strategies/attention/index.ts';
import type { LabelledMovie } from '../text/Movie.ts';
import { findLearningRate } from './index.ts';

const subjects: readonly [string, string][] = [
  ['Thriller', 'killer murder detective chase'],
  ['Romance', 'love wedding bride kiss'],
  ['War', 'soldier battle army trench'],
];
const movies: LabelledMovie[] = Array.from({ length: 150 }, (_, i) => {
  const [genre, words] = subjects[i % 3]!;
  return { title: `number${i % 13}`, plot: `scene${i % 7} ${words} number${i % 11}`, genres: [genre] };
});
const options = { width: 8, hidden: [8], dropout: 0 } as const;
const training = { epochs: 2, batchSize: 16 } as const;
const strategy = attention({ ...options, training });

describe('findLearningRate', () => {
  it('suggests a rate that trains better than rates far from it', async () => {
    const { rates, losses, suggestion } = await findLearningRate(movies, { strategy, seed: 2 });
    expect(rates[0]).toBeCloseTo(1e-5, 12);
    expect(rates).toEqual(rates.toSorted((a, b) => a - b));
    expect(losses).toHaveLength(rates.length);
    expect(suggestion).toBe(rates[losses.indexOf(Math.min(...losses))]! / 10);
    const lossAt = async (learningRate: number) => {
      const own = attention({
        ...options,
        training: { ...training, learningRate, embeddingLearningRate: 1.5 * learningRate },
      });
      const { epochs } = await (
        await new GenreClassifier({ strategy: own, foldCount: 2 }).fit(movies)
      ).inspect();
      return epochs.at(-1)!.loss;
    };
    const loss = await lossAt(suggestion);
    expect(loss).toBeLessThan(await lossAt(suggestion / 100));
    expect(loss).toBeLessThan(losses[0]!);
  });

  it('gives the same for the same seed, whatever the encoder has', async () => {
    const all = attention({ ...options, layers: 1, heads: 2, labelGraph: { size: 4 }, hasDomains: true });
    const known = movies.map((movie, i) => ({
      ...movie,
      weight: 1 + (i % 2),
      ...(i % 3 > 0 && { knownGenres: ['War', 'Romance'] }),
    }));
    const ask = { strategy: all, fields: ['plot'], labels: ['War', 'Romance'], seed: 3, steps: 12 } as const;
    const sweep = await findLearningRate(known, ask);
    expect(await findLearningRate(known, ask)).toEqual(sweep);
    expect(sweep.rates.length).toBeLessThanOrEqual(12);
    expect(sweep.suggestion).toBeGreaterThan(0);
  });

  it('refuses bad options, bad movies, and goes on no longer than asked', async () => {
    const ask = (given: object) => findLearningRate(movies, { strategy, ...given });
    for (const bad of [{ steps: 1 }, { steps: 1.5 }, { epochs: 3 }, { seed: -1 }, { fields: [] }])
      await expect(ask(bad)).rejects.toMatchObject({ code: 'invalid-option' });
    for (const none of [undefined, {}])
      await expect(findLearningRate(movies, none as never)).rejects.toMatchObject({
        code: 'invalid-option',
        message: expect.stringContaining('attention()'),
      });
    await expect(findLearningRate([{ genres: [] }], { strategy })).rejects.toMatchObject({
      code: 'invalid-movie',
    });
    await expect(findLearningRate([{ plot: 'A war.', genres: [] }], { strategy })).rejects.toMatchObject({
      code: 'invalid-labels',
    });
    await expect(ask({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' });
  });
});
