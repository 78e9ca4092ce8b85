import { describe, expect, it } from 'vitest';
import { type TfidfFeaturesSettings, tfidf } from '../features/TfidfFeatures.ts';
import { decodeModel } from '../format/decodeModel.ts';
import { logisticRegression } from '../learners/logisticRegression.ts';
import { binaryRelevance } from '../strategies/BinaryRelevance.ts';
import { caught } from '../testing/caught.ts';
import { digest } from '../testing/digest.ts';
import { fixtureMovies } from '../testing/fixtureMovies.ts';
import type { Analyser } from '../text/Analyser.ts';
import type { ClassifierOptions } from './ClassifierOptions.ts';
import { GenreClassifier } from './GenreClassifier.ts';

const movies = await fixtureMovies(120);
const others = (await fixtureMovies())
  .filter((movie) => !movies.includes(movie))
  .slice(0, 60)
  .map(({ title, plot }, row) => (row % 3 === 0 ? { title } : row % 3 === 1 ? { plot } : { title, plot }));
const classifier = await new GenreClassifier({ foldCount: 3 }).fit(movies);

/** Cuts a text into words in reverse; no built-in analyser does that. */
const backwards: Analyser = {
  id: 'backwards',
  tokens: (text) =>
    [...text.matchAll(/\w+/g)].map(([word], start) => ({
      term: [...word].reverse().join(''),
      start,
      end: start,
    })),
};

/** The greatest change of any probability of any movie. */
function largestChange(a: GenreClassifier, b: GenreClassifier): number {
  const scoresOf = (one: GenreClassifier) =>
    one
      .predictProbaAll(others)
      .map((scores) => scores.toSorted((x, y) => (x.label < y.label ? -1 : 1)).map(({ score }) => score));
  const after = scoresOf(b);
  return Math.max(...scoresOf(a).flatMap((row, i) => row.map((score, j) => Math.abs(score - after[i]![j]!))));
}

describe('a saved classifier', () => {
  it('answers to the last bit as before', async () => {
    for (const isCompressed of [true, false]) {
      const loaded = GenreClassifier.fromBytes(await classifier.toBytes({ isCompressed }));
      expect(loaded.predictProbaAll(others)).toEqual(classifier.predictProbaAll(others));
      expect(loaded.predictAll(others)).toEqual(classifier.predictAll(others));
      expect(await loaded.evaluate(movies)).toEqual(await classifier.evaluate(movies));
      // As text, since the order of what it tells should be the same, too.
      expect(JSON.stringify(await loaded.inspect())).toBe(JSON.stringify(await classifier.inspect()));
    }
  });

  // A weight in int8 is off by half a step of 1/127 of the largest weight of its genre at most, in float16 by one part
  // in 2,048. Over the words of a movie such errors cancel out but for the third and the fourth decimal.
  it.each([
    ['float16', 0.001],
    ['int8', 0.02],
  ] as const)('answers nearly as before with weights in %s', async (weights, tolerance) => {
    const bytes = await classifier.toBytes({ weights });
    const loaded = GenreClassifier.fromBytes(bytes);
    const change = largestChange(classifier, loaded);
    expect(change).toBeGreaterThan(0);
    expect(change).toBeLessThan(tolerance);
    expect(bytes.length).toBeLessThan((await classifier.toBytes()).length);
    // What was rounded once is not rounded again.
    expect(digest(await loaded.toBytes({ weights }))).toBe(digest(bytes));
  });

  it('is saved again as the same bytes', async () => {
    const bytes = await classifier.toBytes();
    for (const given of [bytes, bytes.buffer.slice(0) as ArrayBuffer, Buffer.from(bytes)]) {
      expect(digest(await GenreClassifier.fromBytes(given).toBytes())).toBe(digest(bytes));
    }
  });

  it('is fitted again as it was', async () => {
    const bytes = await classifier.toBytes();
    const again = await GenreClassifier.fromBytes(bytes).fit(movies);
    expect(again.predictProbaAll(others)).toEqual(classifier.predictProbaAll(others));
    expect(digest(await again.toBytes())).toBe(digest(bytes));
  });

  it('holds no text but words and pairs of words', async () => {
    const { sections, header } = decodeModel(await classifier.toBytes());
    const longest = [...sections.values()]
      .flatMap((section) => (section.type === 'text' ? section.data : []))
      .reduce((length, term) => Math.max(length, term.trim().split(' ').length), 0);
    expect(longest).toBeLessThanOrEqual(2);
    expect(JSON.stringify(header)).not.toContain(movies[0]!.plot!.slice(0, 20));
  });

  it.each([
    [
      'float64',
      /toBytes\.weights must be one of 'float32', 'float16', 'int8', 'int4'; got "float64"/,
      { weights: 'float64' },
    ],
    ['a compression that is no choice', /toBytes\.isCompressed must be true or false/, { isCompressed: 9 }],
    ['int4 without an embedding', /'int4' are for strategies with an embedding/, { weights: 'int4' }],
    ['an unknown option', /toBytes has no option "precision"/, { precision: 'int8' }],
  ])('is not saved with %s', async (_, message, options) => {
    const error = await caught(() => classifier.toBytes(options as never));
    expect(error.code).toBe('invalid-option');
    expect(error.message).toMatch(message);
  });
});

describe('the settings of a saved classifier', () => {
  const settings: ClassifierOptions = {
    strategy: binaryRelevance({
      learner: logisticRegression({ c: 3, classWeight: { positive: 2, negative: 1 } }),
    }),
    features: tfidf({
      title: [{ analyser: 'charWb', ngrams: [2, 4], weight: 0.5, maxFeatures: 500 }],
      plot: [{ stopWords: ['the', 'a'], stripAccents: 'unicode', norm: 'l1', minDf: 2, maxDf: 0.5 }],
    }),
    fields: ['title', 'plot'],
    labels: ['Drama', 'Comedy', 'Crime'],
    calibration: { method: 'isotonic' },
    thresholds: { objective: 'fBeta', beta: 2, average: 'macro' },
    decoder: { kind: 'calibrated', probability: 0.4, atMost: 2 },
    foldCount: 2,
    seed: 99,
  };

  it('survive', async () => {
    const fitted = await new GenreClassifier(settings).fit(movies);
    const loaded = GenreClassifier.fromBytes(await fitted.toBytes());
    const { features, ...rest } = fitted.options;
    const { features: loadedFeatures, ...loadedRest } = loaded.options;
    expect(loadedRest).toEqual(rest);
    // The blocks come back with every default spelled out.
    const { title, plot } = features as TfidfFeaturesSettings;
    expect(loadedFeatures).toMatchObject({
      title: [expect.objectContaining(title[0]!)],
      plot: [expect.objectContaining(plot[0]!)],
    });
    expect(loaded.predictAll(others)).toEqual(fitted.predictAll(others));
    for (const genres of loaded.predictAll(others)) expect(genres.length).toBeLessThanOrEqual(2);
  });
});

describe('an analyser of one’s own', () => {
  const settings = { foldCount: 2, features: tfidf({ analyser: backwards, minDf: 2 }) };

  it('has to be given when the model is opened', async () => {
    const fitted = await new GenreClassifier(settings).fit(movies);
    const bytes = await fitted.toBytes();
    const loaded = GenreClassifier.fromBytes(bytes, {
      analysers: [{ id: 'other', tokens: () => [] }, backwards],
    });
    expect(loaded.predictProbaAll(others)).toEqual(fitted.predictProbaAll(others));
    expect((await loaded.inspect()).genres[0]!.strongestWords).toEqual(
      (await fitted.inspect()).genres[0]!.strongestWords,
    );
    for (const analysers of [[], [{ id: 'Backwards', tokens: () => [] }]]) {
      const error = await caught(() => GenreClassifier.fromBytes(bytes, { analysers }));
      expect(error.code).toBe('unsupported-model');
      expect(error.message).toMatch(/the analyser "backwards"; pass that analyser in the option analysers/);
    }
  });

  it.each([
    ['no list', 5, /must be a list of analysers, .*; got 5\./],
    ['a list with a hole', Object.assign(Array(2), { 1: backwards }), /got undefined at 0\./],
    ['an analyser without a function', [backwards, { id: 'x' }], /got an object at 1\./],
  ])('is refused as %s', async (_, analysers, message) => {
    const bytes = await classifier.toBytes();
    const error = await caught(() => GenreClassifier.fromBytes(bytes, { analysers: analysers as never }));
    expect(error.code).toBe('invalid-option');
    expect(error.message).toMatch(message);
  });
});
