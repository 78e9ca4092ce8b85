import { describe, expect, it } from 'vitest';
import { fitTfidfFeatures } from '../features/fitTfidfFeatures.ts';
import { tfidf } from '../features/TfidfFeatures.ts';
import { attention, tokens } from '../strategies/attention/index.ts';
import { mlKnn } from '../strategies/index.ts';
import { caught } from '../testing/caught.ts';
import { digest } from '../testing/digest.ts';
import { fixtureMovies } from '../testing/fixtureMovies.ts';
import type { ClassifierOptions } from './ClassifierOptions.ts';
import { GenreClassifier } from './GenreClassifier.ts';

const movies = await fixtureMovies(120);
const labels = ['Comedy', 'Drama', 'War'];
const shared: ClassifierOptions = { foldCount: 2, labels, features: tfidf({ minDf: 3 }) };
const heldOut = (share: number, more: ClassifierOptions = {}) =>
  new GenreClassifier({ ...shared, calibrateOn: { heldOut: share }, ...more });

describe('calibration on a held-out part', () => {
  it('fits once, and tells how many rows were held out', async () => {
    const stages = new Set<string>();
    const classifier = await heldOut(0.25).fit(movies, { onProgress: ({ stage }) => stages.add(stage) });
    expect([...stages]).toEqual(['features', 'training rows']);
    const { training } = await classifier.inspect();
    expect(training).toMatchObject({ sampleCount: movies.length, heldOutCount: 30, foldCount: 2 });
    for (const quality of Object.values(training.outOfFold))
      expect(quality.sampleCount).toBeLessThanOrEqual(30);
    const { training: folded } = await (await new GenreClassifier(shared).fit(movies)).inspect();
    expect(folded.heldOutCount).toBe(0);
  });

  it('learns no word and keeps no row of what is held out', async () => {
    const marked = movies.map((movie, row) => ({ ...movie, plot: `word${row} word${row} ${movie.plot}` }));
    const strategy = mlKnn({ k: 200, storesTitles: true });
    const features = tfidf({ plot: [{}], title: [{}] });
    const classifier = await heldOut(0.25, { strategy, features }).fit(marked);
    const { featureCount } = (await classifier.inspect()).training;
    expect(featureCount).toBeLessThan(fitTfidfFeatures(marked, features).columnCount);
    const { neighbours } = await classifier.explain({ plot: 'a war' });
    expect(neighbours).toHaveLength(90);
    const known = marked.filter((movie, row) => {
      const terms = classifier.predictProbaAll([{ plot: `word${row}` }, { plot: 'nowordatall' }]);
      return JSON.stringify(terms[0]) !== JSON.stringify(terms[1]) && movie.plot !== '';
    });
    expect(known.length).toBeLessThanOrEqual(90);
    for (const { title } of neighbours) expect(movies.map((movie) => movie.title)).toContain(title);
  });

  it('keeps equal plots on one side', async () => {
    const twice = movies.flatMap((movie) => [movie, { ...movie, title: `${movie.title} again` }]);
    const strategy = mlKnn({ k: 1000, storesTitles: true });
    const classifier = await heldOut(0.3, { strategy }).fit(twice);
    const { neighbours } = await classifier.explain({ plot: 'a war' });
    const titles = new Set(neighbours.map(({ title }) => title));
    for (const title of titles) {
      if (!title!.endsWith(' again')) expect(titles).toContain(`${title} again`);
    }
  });

  it('survives saving, as the default of costly strategies does', async () => {
    const strategy = attention({ width: 4, hidden: [], training: { epochs: 1 } });
    expect(new GenreClassifier({ strategy }).options).toMatchObject({
      calibrateOn: { heldOut: 0.1 },
      features: tokens(),
    });
    expect(new GenreClassifier({ strategy, calibrateOn: 'folds' }).options.calibrateOn).toBe('folds');
    expect(new GenreClassifier().options.calibrateOn).toBe('folds');
    const fitted = await heldOut(0.25).fit(movies);
    const bytes = await fitted.toBytes();
    const opened = GenreClassifier.fromBytes(bytes);
    expect(opened.options.calibrateOn).toEqual({ heldOut: 0.25 });
    expect(digest(await opened.toBytes())).toBe(digest(bytes));
    expect(digest(await (await heldOut(0.25).fit(movies)).toBytes())).toBe(digest(bytes));
  });

  it('is refused when the part is too small to cut into folds', async () => {
    const error = await caught(() => heldOut(0.1, { foldCount: 5 }).fit(movies.slice(0, 30)));
    expect(error).toMatchObject({ code: 'invalid-data' });
    expect(error.message).toContain("calibrateOn: 'folds'");
  });

  it.each([0, 0.6, -1, Number.NaN, '0.1'])('refuses the share %o', (share) => {
    expect(() => heldOut(share as number)).toThrow(/calibrateOn\.heldOut must be a finite number/);
  });

  it.each(['fold', 0.1, null, { share: 0.1 }])('refuses %o', (calibrateOn) => {
    expect(() => new GenreClassifier({ calibrateOn } as never)).toThrow(/GenreClassifier.calibrateOn/);
  });
});
