import { describe, expect, it } from 'vitest';
import { GenreClassifier } from '../../classifier/GenreClassifier.ts';
import { tfidf } from '../../features/TfidfFeatures.ts';
import { csrFromDense } from '../../math/csrFromDense.ts';
import { fixtureMovies } from '../../testing/fixtureMovies.ts';
import { hashedWords } from '../../text/hashedWords.ts';
import { mlKnn } from '../MlKnnOptions.ts';
import { restoreStrategy } from '../registry.ts';
import { condensedIndex } from './condensedIndex.ts';
import { condensedKits } from './condensedKits.ts';
import { condenseRows } from './condenseRows.ts';

const code = (value: string) => expect.objectContaining({ code: value });

describe('condensedIndex', () => {
  it('answers nearly as rows with all their terms, in a fraction of the bytes', async () => {
    const movies = await fixtureMovies(400);
    const fitted = async (strategy = mlKnn({ k: 20 })) =>
      new GenreClassifier({ strategy, seed: 1 }).fit(movies.slice(0, 300));
    const whole = await fitted();
    const condensed = await fitted(mlKnn({ k: 20, index: condensedIndex({ termsPerRow: 1000 }) }));
    const brief = await fitted(mlKnn({ k: 20, index: condensedIndex({ termsPerRow: 15 }) }));
    const scoresOf = ({ model }: GenreClassifier) =>
      model.strategy.scores(model.features.transform(movies.slice(300))).values;
    const [exact, near] = [scoresOf(whole), scoresOf(condensed)];
    const off = exact.map((score, i) => Math.abs(score - near[i]!));
    expect(off.reduce((a, b) => a + b) / off.length).toBeLessThan(0.01);
    const sizeOf = ({ model }: GenreClassifier) =>
      Object.values(model.strategy.state().arrays).reduce((sum, { byteLength }) => sum + byteLength, 0);
    expect(sizeOf(condensed)).toBeLessThan(sizeOf(whole) / 2);
    expect(sizeOf(brief)).toBeLessThan(sizeOf(whole) / 3);
    const { neighbours, method } = await brief.explain(movies[0]!);
    expect([method, neighbours.length]).toEqual(['neighbours', 20]);
  });

  it('works on hashes of words, of which no word can be read in the file', async () => {
    const analyser = hashedWords({ stopWords: 'english' });
    const classifier = new GenreClassifier({
      strategy: mlKnn({ k: 10, index: condensedIndex() }),
      features: tfidf({ title: [{ analyser }], plot: [{ analyser, ngrams: [1, 2] }] }),
    });
    const movies = await fixtureMovies(120);
    await classifier.fit(movies);
    const bytes = await classifier.toBytes({ isCompressed: false });
    const text = new TextDecoder('latin1').decode(bytes).toLowerCase();
    const words = new Set(movies.flatMap(({ plot = '' }) => plot!.toLowerCase().match(/[a-z]{7,}/g) ?? []));
    expect(
      [...words].filter(
        (word) => text.includes(word) && !'classifierhashed-wordsenglishtitleneighbours'.includes(word),
      ).length,
    ).toBeLessThan(12);
    const opened = await GenreClassifier.open(bytes, { strategies: condensedKits, analysers: [analyser] });
    expect(opened.predictProbaAll(movies)).toEqual(classifier.predictProbaAll(movies));
    expect(await opened.toBytes()).toEqual(await classifier.toBytes());
    expect((await opened.predictDetailed(movies[0]!)).evidence?.level).toBe('enough');
  });

  it('says what opens a saved model', async () => {
    const classifier = await new GenreClassifier({
      strategy: mlKnn({ k: 5, index: condensedIndex({ termsPerRow: 5 }) }),
    }).fit(await fixtureMovies(60));
    const { strategy, labels, features } = classifier.model;
    const state = JSON.parse(JSON.stringify(strategy.state().settings));
    const saved = { ...strategy.state(), settings: state };
    const shape = { labels, featureCount: features.columnCount };
    expect(() => restoreStrategy(saved, shape)).toThrow('condensedKits');
    expect(restoreStrategy(saved, shape, condensedKits).state()).toEqual(strategy.state());
    expect(() => condensedIndex({ termsPerRow: 0 })).toThrow(code('invalid-option'));
  });
});

describe('condenseRows', () => {
  const matrix = csrFromDense([
    [3, 0, 4, 1],
    [0, 2, 2, 0],
  ]);

  it('keeps the strongest terms of a row, the lower column of equal ones', () => {
    const { counts, values } = condenseRows(matrix, 1);
    expect([...counts]).toEqual([0, 1, 1, 0]);
    // 0.8 and 0.707 of largest 0.8 and 0.707: all but the whole byte.
    for (const value of values) expect(value).toBeGreaterThan(230);
  });

  it('keeps what tells most when it is asked to, and gives a column one number', () => {
    const { counts, values, weights } = condenseRows(matrix, 2, {
      ...{ isUniform: true, weights: Int8Array.of(1, 2, 3, 4) },
      telling: (_, column) => (column === 2 ? -1 : 1),
    });
    expect([...counts]).toEqual([1, 1, 0, 1]);
    expect([...values]).toEqual([1, 1, 1]);
    expect([...weights]).toEqual([1, 2, 3, 4]);
  });
});
