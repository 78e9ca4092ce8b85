import { describe, expect, it } from 'vitest';
import { tfidf, titleOnlyDefaults } from '../features/TfidfFeatures.ts';
import { linearSvm } from '../learners/linearSvm.ts';
import { binaryRelevance } from '../strategies/BinaryRelevance.ts';
import { caught } from '../testing/caught.ts';
import { deepFreeze } from '../testing/deepFreeze.ts';
import { defaultClassifierOptions } from './ClassifierOptions.ts';
import { GenreClassifier } from './GenreClassifier.ts';

describe('the options of a classifier', () => {
  it('are the documented defaults when none are given', () => {
    const documented = defaultClassifierOptions();
    for (const given of [undefined, {}, { strategy: undefined, thresholds: undefined }]) {
      const { options } = new GenreClassifier(given as never);
      expect(options).toMatchObject({
        strategy: binaryRelevance({ learner: linearSvm({ c: 0.1 }) }),
        features: tfidf(),
        fields: ['title', 'plot'],
        labels: 'occurring',
        calibration: { method: 'platt' },
        thresholds: { objective: 'microF1', smoothing: 0.25, combination: 'foldMean' },
        decoder: { kind: 'threshold', atLeast: 1 },
        foldCount: 5,
        seed: 1,
      });
      expect(options).toMatchObject(documented);
    }
  });

  it('are not changed, and cannot be changed afterwards', () => {
    const given = deepFreeze({
      labels: ['B', 'A'],
      thresholds: { beta: 2, objective: 'fBeta' as const },
      seed: 5,
    });
    const { options } = new GenreClassifier(given);
    expect(options.labels).toEqual(['B', 'A']);
    for (const part of [
      options,
      options.fields,
      options.labels,
      options.thresholds,
      options.calibration,
      options.decoder,
    ]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
  });

  it('smooth thresholds for F objectives alone, unless told otherwise', () => {
    const of = (thresholds: object) => new GenreClassifier({ thresholds }).options.thresholds;
    for (const objective of ['microF1', 'macroF1', 'microMacroF1', 'fBeta'] as const) {
      expect(of({ objective })).toMatchObject({ smoothing: 0.25, combination: 'foldMean' });
    }
    for (const objective of ['precisionAtLeast', 'recallAtLeast', 'cardinality'] as const) {
      expect(of({ objective })).toMatchObject({ smoothing: 0, combination: 'pooled' });
    }
    expect(of({ smoothing: 0 })).toMatchObject({ smoothing: 0, combination: 'foldMean' });
    expect(of({ smoothing: undefined, combination: undefined })).toMatchObject({
      smoothing: 0.25,
      combination: 'foldMean',
    });
  });

  it('make features for titles that stand alone', () => {
    const { features } = new GenreClassifier({ fields: ['title'] }).options;
    expect(features).toEqual(tfidf(titleOnlyDefaults));
    const own = tfidf({ ngrams: [1, 2] });
    expect(new GenreClassifier({ fields: ['title'], features: own }).options.features).toEqual(own);
  });
});

describe('the options of a classifier are refused', () => {
  it.each<[string, unknown, RegExp]>([
    ['as null', null, /The options of GenreClassifier must be an object; got null/],
    ['as text', 'tfidf', /must be an object; got "tfidf"/],
    ['as a list', [], /must be an object; got an array of 0/],
    [
      'with an unknown name',
      { folds: 5 },
      /GenreClassifier has no option "folds"; its options are strategy, features/,
    ],
    ['with a name of Object.prototype', JSON.parse('{"__proto__":1}'), /has no option "__proto__"/],
    [
      'with a strategy by name',
      { strategy: 'binary-relevance' },
      /strategy must be made by binaryRelevance.*; got "binary/,
    ],
    [
      'with a strategy that is not frozen',
      { strategy: { id: 'binary-relevance' } },
      /must be made by binaryRelevance/,
    ],
    [
      'with a strategy that is another thing',
      { strategy: tfidf() },
      /strategy must be made by binaryRelevance/,
    ],
    [
      'with a strategy with more to it',
      { strategy: Object.freeze({ id: 'binary-relevance', order: 1 }) },
      /no option "order"/,
    ],
    [
      'with a strategy with a false learner',
      { strategy: Object.freeze({ id: 'binary-relevance', learner: 'svm' }) },
      /A learner must be/,
    ],
    ['with features that are another thing', { features: linearSvm() }, /features must be made by tfidf\(\)/],
    [
      'with features without blocks',
      { features: Object.freeze({ kind: 'tfidf' }) },
      /features must be made by tfidf/,
    ],
    [
      'with blocks that are none',
      { features: Object.freeze({ kind: 'tfidf', title: [null], plot: [] }) },
      /made by tfidf/,
    ],
    [
      'with a block that is too loud',
      { features: tfidf({ weight: 1e7 }) },
      /weight of a block .* at most 1000000; got 10000000/,
    ],
    ['with a field by name', { fields: 'title' }, /fields must list 'title', 'plot' or both; got "title"/],
    ['with no field', { fields: [] }, /fields must list .*; got \[\]/],
    ['with an unknown field', { fields: ['title', 'year'] }, /got \["title","year"\]/],
    [
      'with something like a list of fields',
      { fields: { includes: 1 } },
      /fields must list .*; got an object/,
    ],
    ['with no labels', { labels: [] }, /labels must be 'occurring' or a list of genres; got an array of 0/],
    ['with one label by name', { labels: 'Drama' }, /labels must be .*; got "Drama"/],
    [
      'with null for thresholds',
      { thresholds: null },
      /options of GenreClassifier\.thresholds must be an object; got null/,
    ],
    [
      'with a number for thresholds',
      { thresholds: 0.5 },
      /GenreClassifier\.thresholds must be an object; got 0\.5/,
    ],
    ['with a list for thresholds', { thresholds: [0.5] }, /must be an object; got an array of 1/],
    [
      'with an unknown objective',
      { thresholds: { objective: 'f1' } },
      /thresholds\.objective must be one of 'microF1'/,
    ],
    [
      'with a symbol for an objective',
      { thresholds: { objective: Symbol('f1') } },
      /objective must be one of .*; got a symbol/,
    ],
    [
      'with settings that clash',
      { thresholds: { objective: 'macroF1', minimum: 0.5 } },
      /minimum has no effect on the objective 'macroF1'/,
    ],
    [
      'with an unknown calibration',
      { calibration: { method: 'beta' } },
      /calibration\.method must be one of/,
    ],
    ['with null for the calibration', { calibration: null }, /calibration must be an object; got null/],
    [
      'with an unknown decoder',
      { decoder: { kind: 'argmax' } },
      /decoder must be an object whose kind is one of .*; got kind "argmax"/,
    ],
    ['with null for the decoder', { decoder: null }, /decoder must be an object .*; got null/],
    [
      'with limits that clash',
      { decoder: { kind: 'threshold', atLeast: 3, atMost: 2 } },
      /atLeast must not exceed .*; got 3 and 2/,
    ],
    ['with one fold', { foldCount: 1 }, /foldCount must be a whole number at least 2; got 1/],
    ['with half a fold', { foldCount: 2.5 }, /foldCount must be a whole number .*; got 2\.5/],
    ['with a fold count in text', { foldCount: '5' }, /foldCount .*; got "5"/],
    [
      'with a seed below 0',
      { seed: -1 },
      /seed must be a whole number at least 0 and at most 4294967295; got -1/,
    ],
    ['with a seed too large', { seed: 2 ** 32 }, /seed .*; got 4294967296/],
    ['with NaN for a seed', { seed: Number.NaN }, /seed .*; got NaN/],
  ])('%s', async (_, options, message) => {
    const error = await caught(() => new GenreClassifier(options as never));
    expect(error.code).toBe('invalid-option');
    expect(error.message).toMatch(message);
  });

  it.each<[string, unknown, RegExp]>([
    ['twice the same', ['Drama', 'Drama'], /"Drama" occurs twice/],
    ['a blank one', ['Drama', ' '], /Label 1 must be a non-empty string; got " "/],
    ['a hole', Object.assign(Array(2), { 1: 'Drama' }), /Label 0 must be a non-empty string; got undefined/],
  ])('with labels of which there is %s', async (_, labels, message) => {
    const error = await caught(() => new GenreClassifier({ labels: labels as never }));
    expect(error.code).toBe('invalid-labels');
    expect(error.message).toMatch(message);
  });
});
