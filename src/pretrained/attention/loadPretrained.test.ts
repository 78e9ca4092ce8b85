import { beforeAll, describe, expect, it } from 'vitest';
import { fromBase64 } from '../../format/fromBase64.ts';
import { fixtureMovies } from '../../testing/fixtureMovies.ts';
import { loadPretrained as loadDefault } from '../loadPretrained.ts';
import { loadPretrained } from './loadPretrained.ts';

// Turning megabytes into a module takes the test runner seconds, whatever is then tested.
beforeAll(async () => {
  await loadPretrained();
}, 60_000);

describe('the bundled attention encoder', () => {
  it('tells the genres of the default weights, from a title, a plot, or both', async () => {
    const classifier = await loadPretrained();
    expect(classifier.options.strategy.id).toBe('attention');
    expect(classifier.labels).toEqual((await loadDefault()).labels);
    expect(classifier.catalogues).toEqual((await loadDefault()).catalogues);
    const movies = (await fixtureMovies(40)).map(({ title, plot }) => ({ title, plot }));
    for (const { title, plot } of movies)
      for (const movie of [{ title }, { plot }, { title, plot }])
        for (const genre of classifier.predict(movie)) expect(classifier.labels).toContain(genre);
    const { training } = await classifier.inspect({ wordCount: 0 });
    expect(Object.keys(training.outOfFold)).toEqual(['title+plot', 'title', 'plot']);
  });

  it('knows a horror plot from a love story, and how sure it is', async () => {
    const classifier = await loadPretrained();
    const scoreOf = (genre: string, plot: string) =>
      classifier.predictProba({ plot }).find(({ label }) => label === genre)!.score;
    const horror = 'A ghost haunts the house, and a killer stalks the terrified family at night.';
    const romance = 'Two lovers meet in Paris, fall in love and plan their wedding.';
    expect(scoreOf('Horror', horror)).toBeGreaterThan(scoreOf('Horror', romance) + 0.5);
    expect(scoreOf('Romance', romance)).toBeGreaterThan(scoreOf('Romance', horror) + 0.5);
    const spread = await classifier.predictWithUncertainty({ plot: horror }, { samples: 5 });
    expect(Math.max(...spread.map(({ standardDeviation }) => standardDeviation))).toBeGreaterThan(0);
  });

  it('is not changed by what a caller does with it', async () => {
    const [mine, yours] = await Promise.all([loadPretrained(), loadPretrained()]);
    const movies = await fixtureMovies(60);
    const before = yours.predictProbaAll(movies);
    await mine.recalibrate(movies);
    expect(mine.predictProbaAll(movies)).not.toEqual(before);
    for (const other of [yours, await loadPretrained()])
      expect(other.predictProbaAll(movies)).toEqual(before);
  });

  it('is saved as the same bytes', async () => {
    const classifier = await loadPretrained();
    const { default: text } = await import('../attention.bin');
    expect((await classifier.toBytes()).length).toBe(fromBase64(text).length);
  });
});
