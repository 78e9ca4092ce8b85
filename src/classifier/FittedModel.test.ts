import { describe, expect, it } from 'vitest';
import { caught } from '../testing/caught.ts';
import { fixtureMovies } from '../testing/fixtureMovies.ts';
import type { DecoderOptions } from '../thresholds/DecoderOptions.ts';
import { GenreClassifier } from './GenreClassifier.ts';
import type { PredictOptions } from './PredictOptions.ts';

const all = await fixtureMovies();
const movies = all.filter((_, row) => row % 5 === 0);
const others = all
  .filter((_, row) => row % 10 === 1)
  .map(({ title, plot }, row) => (row % 3 === 0 ? { title } : row % 3 === 1 ? { plot } : { title, plot }));
const classifier = await new GenreClassifier({ foldCount: 3 }).fit(movies);

/** Checks each movie's genres against what a rule makes of its probabilities, most likely first. */
function expectRule(decoder: DecoderOptions, rule: (scores: number[]) => number) {
  const given = classifier.predictAll(others, { decoder });
  classifier.predictProbaAll(others).forEach((scores, row) => {
    const count = rule(scores.map(({ score }) => score));
    expect(given[row]).toEqual(scores.slice(0, count).map(({ label }) => label));
  });
}

describe('decoders at prediction time', () => {
  it('give the k most likely genres', () => {
    for (const k of [1, 3, classifier.labels.length]) expectRule({ kind: 'topK', k }, () => k);
  });

  it('give the one most likely genre', () => {
    expectRule({ kind: 'singleLabel' }, () => 1);
  });

  it('give the genres that reach a probability, within limits', () => {
    const reached = (scores: number[], least: number) => scores.filter((score) => score >= least).length;
    expectRule({ kind: 'calibrated' }, (scores) => reached(scores, 0.5));
    expectRule({ kind: 'calibrated', probability: 0.2, atLeast: 1, atMost: 2 }, (scores) =>
      Math.min(2, Math.max(1, reached(scores, 0.2))),
    );
  });

  it('give as many genres as make the expected F1 best', () => {
    expectRule({ kind: 'expectedF1' }, (scores) => {
      const sum = (list: number[]) => list.reduce((total, score) => total + score, 0);
      const f = scores.map((_, i) => (2 * sum(scores.slice(0, i + 1))) / (sum(scores) + i + 1));
      return 1 + f.findIndex((value) => value >= Math.max(...f) - 1e-12);
    });
  });

  it('give sets of genres that some training movie has, and with no weight on company the likeliest of them', () => {
    const sets = [...new Set(movies.map(({ genres }) => [...genres].sort().join('|')))];
    for (const decoder of [{ kind: 'labelSet' }, { kind: 'labelSet', weight: 1 }] as const) {
      for (const genres of classifier.predictAll(others, { decoder }))
        expect(sets).toContain(genres.toSorted().join('|'));
    }
    const alone = classifier.predictAll(others, { decoder: { kind: 'labelSet', weight: 0 } });
    classifier.predictProbaAll(others).forEach((scores, row) => {
      const worth = (set: readonly string[]) =>
        scores.reduce((sum, { label, score }) => sum + Math.log(set.includes(label) ? score : 1 - score), 0);
      const best = Math.max(...sets.map((set) => worth(set.split('|'))));
      expect(worth(alone[row]!)).toBeCloseTo(best, 9);
    });
  });

  it('may be the classifier’s own', async () => {
    const own = await new GenreClassifier({ foldCount: 3, decoder: { kind: 'topK', k: 2 } }).fit(movies);
    expect(own.predictAll(others)).toEqual(
      classifier.predictAll(others, { decoder: { kind: 'topK', k: 2 } }),
    );
    expect(own.predictAll(others, { decoder: { kind: 'threshold', atLeast: 1 } })).toEqual(
      classifier.predictAll(others),
    );
  });

  it('answer alike however many others have been asked for meanwhile', () => {
    const before = classifier.predictAll(others);
    for (let step = 1; step <= 200; step++) {
      classifier.predict({ title: 'War' }, { decoder: { kind: 'calibrated', probability: step / 200 } });
    }
    expect(classifier.predictAll(others)).toEqual(before);
  });
});

describe('objectives at prediction time', () => {
  it('choose among the thresholds that a model keeps', async () => {
    const macro = await new GenreClassifier({ foldCount: 3, thresholds: { objective: 'macroF1' } }).fit(
      movies,
    );
    expect(macro.predictAll(others)).toEqual(classifier.predictAll(others, { objective: 'macroF1' }));
    expect(macro.predictAll(others, { objective: 'microF1' })).toEqual(classifier.predictAll(others));
    expect(macro.predictAll(others)).not.toEqual(classifier.predictAll(others));
    expect(macro.predictProbaAll(others)).toEqual(classifier.predictProbaAll(others));
    expect((await macro.inspect()).objective).toBe('macroF1');
  });

  it.each([
    { objective: 'precisionAtLeast', minimum: 0.7 },
    { objective: 'recallAtLeast', minimum: 0.8 },
    { objective: 'cardinality', cardinality: 2 },
    { objective: 'fBeta', beta: 2 },
    { objective: 'microMacroF1' },
    { objective: 'macroF1', scope: 'global' },
  ] as const)('are kept beside $objective', async (thresholds) => {
    const fitted = await new GenreClassifier({ foldCount: 2, thresholds }).fit(movies);
    for (const objective of [thresholds.objective, 'microF1', 'macroF1'] as const) {
      expect(fitted.predictAll(others, { objective })).toHaveLength(others.length);
    }
    const error = await caught(() => classifier.predict({ title: 'War' }, { objective: 'recallAtLeast' }));
    expect(error.message).toMatch(
      /no thresholds for the objective "recallAtLeast"; it has some for 'microF1', 'macroF1'/,
    );
  });
});

describe('the options of a prediction are refused', () => {
  it.each<[string, unknown, RegExp]>([
    ['as null', null, /The options of predict must be an object; got null/],
    ['with an unknown name', { topK: 3 }, /predict has no option "topK"; its options are decoder, objective/],
    ['with an unknown decoder', { decoder: { kind: 'best' } }, /decoder must be an object whose kind/],
    ['with an unknown setting of it', { decoder: { kind: 'topK', top: 3 } }, /decoder has no option "top"/],
    [
      'with more genres than there are',
      { decoder: { kind: 'topK', k: 99 } },
      /decoder\.k must not exceed the number of labels/,
    ],
    [
      'with a big integer',
      { decoder: { kind: 'topK', k: 3n } },
      /decoder\.k must be a whole number at least 1; got 3n/,
    ],
    [
      'with NaN',
      { decoder: { kind: 'calibrated', probability: Number.NaN } },
      /probability must be .*; got NaN/,
    ],
    ['with an unknown objective', { objective: 'accuracy' }, /no thresholds for the objective "accuracy"/],
    ['with null for an objective', { objective: null }, /no thresholds for the objective null/],
  ])('%s, whether there is a movie or not', async (_, options, message) => {
    for (const list of [others, []]) {
      const error = await caught(() => classifier.predictAll(list, options as PredictOptions));
      expect(error.code).toBe('invalid-option');
      expect(error.message).toMatch(message);
    }
  });
});
