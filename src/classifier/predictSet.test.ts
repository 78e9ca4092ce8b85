import { describe, expect, it } from 'vitest';
import { caught } from '../testing/caught.ts';
import { fixtureMovies } from '../testing/fixtureMovies.ts';
import type { LabelledMovie } from '../text/Movie.ts';
import { GenreClassifier } from './GenreClassifier.ts';

const all = await fixtureMovies();
const movies = all.filter((_, row) => row % 2 === 0);
const others = all.filter((_, row) => row % 2 === 1);
const classifier = await new GenreClassifier({ foldCount: 3 }).fit(movies);

/** The mean share of true genres that are not in the set. */
function missRateOf(sets: readonly (readonly string[])[], truth: readonly LabelledMovie[]): number {
  const missed = truth.map(
    ({ genres }, row) => genres.filter((genre) => !sets[row]!.includes(genre)).length / genres.length,
  );
  return missed.reduce((sum, share) => sum + share, 0) / missed.length;
}

describe('predictSet', () => {
  it('gives the most likely genres, more of them the fewer may be missed', () => {
    for (const movie of others.slice(0, 40)) {
      const ranked = classifier.predictProba(movie).map(({ label }) => label);
      const sets = [0.01, 0.1, 0.3, 0.5].map((missRate) => classifier.predictSet(movie, { missRate }));
      sets.forEach((set, i) => {
        expect(set).toEqual(ranked.slice(0, set.length));
        if (i > 0) expect(set.length).toBeLessThanOrEqual(sets[i - 1]!.length);
      });
      expect(classifier.predictSet(movie)).toEqual(sets[1]);
    }
  });

  it('misses about what it may, for titles, plots and both', () => {
    const titles = others.map(({ title, genres }) => ({ title, genres }));
    const plots = others.map(({ plot, genres }) => ({ plot, genres }));
    for (const given of [titles, plots, others]) {
      const sets = classifier.predictSetAll(given, { missRate: 0.2 });
      // 315 movies: the standard error of the rate is about 0.02.
      expect(Math.abs(missRateOf(sets, given) - 0.2)).toBeLessThan(0.07);
    }
  });

  it('is what the decoder of that kind gives, also after saving and opening', async () => {
    const decoder = { kind: 'conformal', missRate: 0.2 } as const;
    const sets = classifier.predictSetAll(others, { missRate: 0.2 });
    expect(classifier.predictAll(others, { decoder })).toEqual(sets);
    const opened = GenreClassifier.fromBytes(await classifier.toBytes());
    expect(opened.predictSetAll(others, { missRate: 0.2 })).toEqual(sets);
    const always = await new GenreClassifier({ foldCount: 3, decoder }).fit(movies);
    expect(always.predictAll(others)).toEqual(sets);
  });
});

describe('calibrateSets', () => {
  it('fits the sets to other movies, and changes no probability', async () => {
    // Movies whose every genre is the one thought least likely: sets must grow.
    const odd = others
      .slice(0, 60)
      .map((movie) => ({ ...movie, genres: [classifier.predictProba(movie).at(-1)!.label] }));
    const own = GenreClassifier.fromBytes(await classifier.toBytes());
    expect(await own.calibrateSets(odd)).toBe(own);
    expect(own.predictProbaAll(others)).toEqual(classifier.predictProbaAll(others));
    expect(own.predictAll(others)).toEqual(classifier.predictAll(others));
    for (const movie of others.slice(0, 20)) {
      expect(own.predictSet(movie).length).toBeGreaterThan(classifier.predictSet(movie).length);
    }
    expect(missRateOf(own.predictSetAll(odd), odd)).toBeLessThanOrEqual(0.1);
  });

  it('leaves the sets of a shape that the movies do not come in', async () => {
    const own = GenreClassifier.fromBytes(await classifier.toBytes());
    await own.calibrateSets(others.slice(0, 30).map(({ title, genres }) => ({ title, genres })));
    const plots = others.map(({ plot }) => ({ plot }));
    expect(own.predictSetAll(plots)).toEqual(classifier.predictSetAll(plots));
  });

  it('needs a classifier that is fitted', async () => {
    expect(await caught(() => new GenreClassifier().calibrateSets(others))).toMatchObject({
      code: 'not-fitted',
    });
  });
});

describe('a copy', () => {
  it('answers alike, and goes its own way', async () => {
    const copy = classifier.copy();
    expect(copy.options).toEqual(classifier.options);
    expect(copy.predictSetAll(others)).toEqual(classifier.predictSetAll(others));
    const before = classifier.predictSetAll(others);
    await copy.calibrateSets(others.slice(0, 9));
    expect(classifier.predictSetAll(others)).toEqual(before);
    expect(copy.predictSetAll(others)).not.toEqual(before);
    expect(await caught(() => new GenreClassifier().copy().labels)).toMatchObject({ code: 'not-fitted' });
  });
});
