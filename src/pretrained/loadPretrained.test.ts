import { afterEach, describe, expect, it, vi } from 'vitest';
import { fixtureMovies } from '../testing/fixtureMovies.ts';
import { loadPretrained } from './loadPretrained.ts';

describe('the bundled weights', () => {
  it('are not changed by what a caller does with them', async () => {
    const [mine, yours] = await Promise.all([loadPretrained(), loadPretrained()]);
    const movies = await fixtureMovies(60);
    const before = yours.predictProbaAll(movies);
    expect(mine.predictProbaAll(movies)).toEqual(before);
    await mine.fit(movies);
    expect(mine.predictProbaAll(movies)).not.toEqual(before);
    for (const other of [yours, await loadPretrained()])
      expect(other.predictProbaAll(movies)).toEqual(before);
  });

  it('tell genres from a title, a plot, or both', async () => {
    const classifier = await loadPretrained();
    const movies = (await fixtureMovies(40)).map(({ title, plot }) => ({ title, plot }));
    for (const { title, plot } of movies) {
      for (const movie of [{ title }, { plot }, { title, plot }]) {
        const genres = classifier.predict(movie);
        expect(genres.length).toBeGreaterThan(0);
        for (const genre of genres) expect(classifier.labels).toContain(genre);
      }
    }
    const { training } = await classifier.inspect({ wordCount: 0 });
    expect(Object.keys(training.outOfFold)).toEqual(['title+plot', 'title', 'plot']);
  });

  it('know a horror plot from a love story', async () => {
    const classifier = await loadPretrained();
    const scoreOf = (genre: string, plot: string) =>
      classifier.predictProba({ plot }).find(({ label }) => label === genre)!.score;
    const horror = 'A ghost haunts the house, and a killer stalks the terrified family at night.';
    const romance = 'Two lovers meet in Paris, fall in love and plan their wedding.';
    expect(scoreOf('Horror', horror)).toBeGreaterThan(scoreOf('Horror', romance));
    expect(scoreOf('Romance', romance)).toBeGreaterThan(scoreOf('Romance', horror));
  });
});

describe('weights that do not come', () => {
  afterEach(() => {
    vi.doUnmock('./default.bin');
    vi.resetModules();
  });

  it('are asked for again at the next call', async () => {
    const { default: weights } = await import('./default.bin');
    let calls = 0;
    const text = () => (++calls > 2 ? weights.text() : Promise.reject(new Error('the network is down')));
    vi.resetModules();
    vi.doMock('./default.bin', () => ({ default: { file: 'none.bin', text } }));
    const fresh = await import('./loadPretrained.ts');
    await expect(fresh.loadPretrained()).rejects.toThrow('the network is down');
    await expect(fresh.loadPretrained()).rejects.toThrow('the network is down');
    expect(calls).toBe(2);
    expect((await fresh.loadPretrained()).predict({ title: 'War' }).length).toBeGreaterThan(0);
  });
});
