import { describe, expect, it } from 'vitest';
import { fromBase64 } from '../../format/fromBase64.ts';
import { ClassifierChain } from '../../strategies/ClassifierChain.ts';
import { fixtureMovies } from '../../testing/fixtureMovies.ts';
import { loadPretrained as loadDefault } from '../loadPretrained.ts';
import { loadPretrained } from './loadPretrained.ts';

const HORROR = 'A ghost haunts the house, and a killer stalks the terrified family at night.';
const ROMANCE = 'Two lovers meet in Paris, fall in love and plan their wedding.';

describe('the bundled chain', () => {
  it('tells the genres of the default weights, from a title, a plot, or both', async () => {
    const [classifier, linear] = await Promise.all([loadPretrained(), loadDefault()]);
    expect(classifier.labels).toEqual(linear.labels);
    expect(classifier.catalogues).toEqual(linear.catalogues);
    for (const { title, plot } of await fixtureMovies(40))
      for (const movie of [{ title }, { plot }, { title, plot }])
        for (const objective of ['microF1', 'macroF1'] as const)
          for (const genre of classifier.predict(movie, { objective, catalogue: 'imdb-popular' }))
            expect(classifier.labels).toContain(genre);
    const { training } = await classifier.inspect({ wordCount: 0 });
    expect(Object.keys(training.outOfFold)).toEqual(['title+plot', 'title', 'plot']);
  });

  it('knows a horror plot from a love story, and what that rests on', async () => {
    const classifier = await loadPretrained();
    const scoreOf = (genre: string, plot: string) =>
      classifier.predictProba({ plot }).find(({ label }) => label === genre)!.score;
    expect(scoreOf('Horror', HORROR)).toBeGreaterThan(scoreOf('Horror', ROMANCE) + 0.5);
    expect(scoreOf('Romance', ROMANCE)).toBeGreaterThan(scoreOf('Romance', HORROR) + 0.5);
    expect((await classifier.predictDetailed({ plot: HORROR })).evidence?.level).toBe('enough');
  });

  it('shows what genres add to those after them, and links no genre to one before it', async () => {
    const classifier = await loadPretrained();
    const { strategy } = classifier.model;
    if (!(strategy instanceof ClassifierChain)) throw new Error('The strategy is no chain.');
    const order = [...strategy.order];
    const width = classifier.labels.length;
    for (let later = 0; later < width; later++)
      for (let earlier = later; earlier < width; earlier++)
        expect(strategy.linkOf(order[earlier]!, order[later]!)).toBe(0);
    const last = classifier.labels[order.at(-1)!]!;
    const { links, words, bias, rawScore } = await classifier.explain({ plot: HORROR }, last);
    expect(links.length).toBe(width - 1);
    const parts = [...links, ...words].reduce((sum, { value }) => sum + value, bias);
    expect(Math.abs(parts - rawScore)).toBeLessThan(1e-9);
  });

  it('is not changed by what a caller does with it, and is saved as the same bytes', async () => {
    const [mine, yours] = await Promise.all([loadPretrained(), loadPretrained()]);
    const movies = await fixtureMovies(60);
    const before = yours.predictProbaAll(movies);
    await mine.recalibrate(movies);
    expect(mine.predictProbaAll(movies)).not.toEqual(before);
    for (const other of [yours, await loadPretrained()])
      expect(other.predictProbaAll(movies)).toEqual(before);
    const { default: text } = await import('../chain.bin');
    expect((await yours.toBytes()).length).toBe(fromBase64(text).length);
  });
});
