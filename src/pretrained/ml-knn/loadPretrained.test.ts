import { beforeAll, describe, expect, it } from 'vitest';
import { GenreClassifier } from '../../classifier/GenreClassifier.ts';
import { decodeModel } from '../../format/decodeModel.ts';
import { fixtureMovies } from '../../testing/fixtureMovies.ts';
import weights from '../ml-knn.bin';
import { readWeights } from '../readWeights.ts';
import { expectDefaultGenres, expectOwnCopies, HORROR, ROMANCE, scoreOf } from '../testing/bundled.ts';
import { condensedKits, hashedAnalysers, loadPretrained } from './index.ts';

// Turning a megabyte into a module takes the test runner seconds, whatever is then tested.
beforeAll(async () => {
  await loadPretrained();
}, 60_000);

describe('the bundled ML-KNN', () => {
  it('tells the genres of the default weights, from a title, a plot, or both', async () => {
    const catalogue = 'tmdb-popular';
    await expectDefaultGenres(await loadPretrained(), [
      { objective: 'microF1', catalogue },
      { objective: 'macroF1', catalogue },
    ]);
  });

  it('knows a horror plot from a love story', async () => {
    const classifier = await loadPretrained();
    expect(scoreOf(classifier, 'Horror', HORROR)).toBeGreaterThan(
      scoreOf(classifier, 'Horror', ROMANCE) + 0.4,
    );
    expect(scoreOf(classifier, 'Romance', ROMANCE)).toBeGreaterThan(
      scoreOf(classifier, 'Romance', HORROR) + 0.3,
    );
  });

  it('shows the genres of the films that decided, and no title', async () => {
    const classifier = await loadPretrained();
    const { method, neighbours, vote } = await classifier.explain({ plot: HORROR }, 'Horror');
    expect([method, neighbours.length]).toEqual(['neighbours', 80]);
    expect(vote).not.toBeNull();
    for (const { title, similarity } of neighbours) {
      expect(title ?? '').toBe('');
      expect(similarity).toBeGreaterThan(0);
    }
  });

  it('tells known words from unknown ones, and English from other languages', async () => {
    const classifier = await loadPretrained();
    const levelOf = async (plot: string) => (await classifier.predictDetailed({ plot })).evidence?.level;
    expect(await levelOf(HORROR)).toBe('enough');
    expect(await levelOf('xqzzt vrrrm plok')).toBe('none');
  });

  it('holds no text but hashes', async () => {
    const { sections } = decodeModel(await readWeights(weights));
    for (const [name, { type, data }] of sections) {
      if (type !== 'text') continue;
      expect(name).toMatch(/^features\d\/terms$/);
      for (const term of data as readonly string[])
        if (!/^[\w~]{4}( [\w~]{4})?$/.test(term)) throw new Error(`${name} has '${term}'.`);
    }
  });

  it('is not changed by what a caller does with it, and is saved as the same bytes', async () => {
    const { classifier, movies, before } = await expectOwnCopies(loadPretrained);
    const bytes = await classifier.toBytes();
    expect(bytes.length).toBe((await readWeights(weights)).length);
    const opened = await GenreClassifier.open(bytes, {
      strategies: condensedKits,
      analysers: hashedAnalysers,
    });
    expect(opened.predictProbaAll(movies)).toEqual(before);
  });

  it('can be fitted anew on other movies', async () => {
    const classifier = await loadPretrained();
    const movies = await fixtureMovies(120);
    await classifier.fit(movies);
    expect(classifier.predict(movies[0]!).length).toBeGreaterThan(0);
  });
});
