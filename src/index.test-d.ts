import { describe, expectTypeOf, it } from 'vitest';
import { readMovies } from './data/index.ts';
import {
  binaryRelevance,
  type Counterfactual,
  type DecoderOptions,
  type EvaluationReport,
  type ExplainedWord,
  type Explanation,
  type Field,
  GenreClassifier,
  GenrekitError,
  type GenrekitErrorCode,
  type GenreScore,
  type LabelledMovie,
  linearSvm,
  logisticRegression,
  type ModelOverview,
  type Movie,
  type Progress,
  type ResolvedClassifierOptions,
  type TextSpan,
  type ThresholdObjective,
  tfidf,
} from './index.ts';
import { loadPretrained } from './pretrained/index.ts';

declare const classifier: GenreClassifier;
declare const movies: readonly LabelledMovie[];

describe('predictions', () => {
  it('are lists of names, and of names with scores', () => {
    expectTypeOf(classifier.predict({ title: 'Heat' })).toEqualTypeOf<string[]>();
    expectTypeOf(classifier.predictAll([{ plot: 'Cops.' }])).toEqualTypeOf<string[][]>();
    expectTypeOf(classifier.predictProba({ title: 'Heat' })).toEqualTypeOf<GenreScore[]>();
    expectTypeOf(classifier.predictProbaAll(movies)).toEqualTypeOf<GenreScore[][]>();
    expectTypeOf<GenreScore>().toEqualTypeOf<{ readonly label: string; readonly score: number }>();
  });

  it('take a movie with a title, a plot, or both, and nothing else', () => {
    expectTypeOf(classifier.predict).parameter(0).toEqualTypeOf<Movie>();
    expectTypeOf<{ title: string }>().toExtend<Movie>();
    expectTypeOf<{ plot: string | undefined; year: number }>().toExtend<Movie>();
    // @ts-expect-error a title is text
    classifier.predict({ title: 1917 });
    // @ts-expect-error a description is called plot
    classifier.predict({ description: 'Cops and robbers.' });
    // @ts-expect-error single and batch are two methods
    classifier.predict([{ title: 'Heat' }]);
    // @ts-expect-error single and batch are two methods
    classifier.predictAll({ title: 'Heat' });
  });

  it('take options that exist', () => {
    classifier.predict({ title: 'Heat' }, { decoder: { kind: 'topK', k: 2 }, objective: 'macroF1' });
    // @ts-expect-error there is no such option
    classifier.predict({ title: 'Heat' }, { topK: 2 });
    // @ts-expect-error there is no such decoder
    classifier.predict({ title: 'Heat' }, { decoder: { kind: 'argmax' } });
    // @ts-expect-error this decoder has no probability
    classifier.predict({ title: 'Heat' }, { decoder: { kind: 'topK', probability: 0.5 } });
    // @ts-expect-error there is no such objective
    classifier.predict({ title: 'Heat' }, { objective: 'accuracy' });
    expectTypeOf<DecoderOptions['kind']>().toEqualTypeOf<
      'threshold' | 'calibrated' | 'topK' | 'expectedF1' | 'labelSet' | 'singleLabel' | 'conformal'
    >();
  });
});

describe('a classifier', () => {
  it('is made from options that exist, none of which is needed', () => {
    expectTypeOf(new GenreClassifier()).toEqualTypeOf<GenreClassifier>();
    new GenreClassifier({
      strategy: binaryRelevance({ learner: logisticRegression({ c: 2 }) }),
      features: tfidf({ title: [{ analyser: 'charWb', ngrams: [3, 5] }], plot: [{ stopWords: ['the'] }] }),
      fields: ['plot'],
      labels: ['Drama', 'War'],
      calibration: { method: 'isotonic' },
      thresholds: { objective: 'fBeta', beta: 2 },
      decoder: { kind: 'threshold', atLeast: 1, atMost: 'unlimited' },
      foldCount: 3,
      seed: 7,
    });
    // @ts-expect-error there is no such option
    new GenreClassifier({ folds: 3 });
    // @ts-expect-error a strategy is made by a function
    new GenreClassifier({ strategy: 'binary-relevance' });
    // @ts-expect-error a learner is not a strategy
    new GenreClassifier({ strategy: linearSvm() });
    // @ts-expect-error there is no such field
    new GenreClassifier({ fields: ['year'] });
    // @ts-expect-error there is no such option of a learner
    linearSvm({ C: 1 });
    // @ts-expect-error n-grams are two numbers
    tfidf({ ngrams: [1] });
  });

  it('shows its settings and labels, and lets nobody change them', () => {
    expectTypeOf(classifier.options).toEqualTypeOf<ResolvedClassifierOptions>();
    expectTypeOf(classifier.options.fields).toEqualTypeOf<readonly Field[]>();
    expectTypeOf(classifier.options.labels).toEqualTypeOf<'occurring' | readonly string[]>();
    expectTypeOf(classifier.labels).toEqualTypeOf<readonly string[]>();
    // @ts-expect-error settings are read-only
    classifier.options.seed = 2;
    // @ts-expect-error settings are read-only
    classifier.options = new GenreClassifier().options;
    // @ts-expect-error labels are read-only
    classifier.labels.push('Kaiju');
  });

  it('is fitted on movies with genres, in its own time', () => {
    expectTypeOf(classifier.fit(movies)).resolves.toEqualTypeOf<GenreClassifier>();
    const frozen = [{ title: 'Heat', genres: ['Crime'] }] as const;
    expectTypeOf(frozen).toExtend<Parameters<GenreClassifier['fit']>[0]>();
    classifier.fit(movies, {
      signal: new AbortController().signal,
      onProgress: (progress) => expectTypeOf(progress).toEqualTypeOf<Progress>(),
    });
    // @ts-expect-error a movie to learn from has genres
    classifier.fit([{ title: 'Heat' }]);
    // @ts-expect-error genres are a list
    classifier.fit([{ title: 'Heat', genres: 'Crime' }]);
    // @ts-expect-error there is no such option
    classifier.fit(movies, { epochs: 3 });
  });

  it('is saved as bytes, and opened from them', () => {
    expectTypeOf(classifier.toBytes()).resolves.toEqualTypeOf<Uint8Array>();
    expectTypeOf(GenreClassifier.fromBytes(new Uint8Array())).toEqualTypeOf<GenreClassifier>();
    expectTypeOf(GenreClassifier.fromBytes(new ArrayBuffer(0))).toEqualTypeOf<GenreClassifier>();
    expectTypeOf(loadPretrained()).resolves.toEqualTypeOf<GenreClassifier>();
    classifier.toBytes({ weights: 'int8', isCompressed: false });
    // @ts-expect-error there is no such precision
    classifier.toBytes({ weights: 'float64' });
    // @ts-expect-error a model is no text
    GenreClassifier.fromBytes('model.genre');
  });
});

describe('reports', () => {
  it('are plain and read-only', async () => {
    const report = await classifier.evaluate(movies, { fields: ['title'], labels: ['Drama'] });
    expectTypeOf(report).toEqualTypeOf<EvaluationReport>();
    expectTypeOf(report.metrics.microF1).toEqualTypeOf<number | null>();
    expectTypeOf(report.labels).toEqualTypeOf<readonly string[]>();
    expectTypeOf(report.ignoredLabels).toEqualTypeOf<readonly string[]>();
    expectTypeOf(report.perLabel[0]!.threshold).toEqualTypeOf<number | null>();
    // @ts-expect-error a report is read-only
    report.metrics.microF1 = 1;
    // @ts-expect-error a report is read-only
    report.perLabel.pop();
    // @ts-expect-error there is no such option
    classifier.evaluate(movies, { threshold: 0.5 });
  });

  it('of a model are plain and read-only', async () => {
    const overview = await classifier.inspect({ wordCount: 3 });
    expectTypeOf(overview).toEqualTypeOf<ModelOverview>();
    expectTypeOf(overview.training.supports).toEqualTypeOf<readonly number[]>();
    expectTypeOf(overview.training.outOfFold.plot?.microF1).toEqualTypeOf<number | undefined>();
    expectTypeOf(overview.genres[0]!.strongestWords[0]!.weight).toEqualTypeOf<number>();
    // @ts-expect-error an overview is read-only
    overview.training.seed = 2;
    // @ts-expect-error an overview is read-only
    overview.genres.reverse();
  });
});

describe('explanations', () => {
  it('have one shape, plain and read-only', async () => {
    expectTypeOf(classifier.explain({ title: 'Heat' })).resolves.toEqualTypeOf<Explanation>();
    expectTypeOf(classifier.explain({ title: 'Heat' }, 'Crime')).resolves.toEqualTypeOf<Explanation>();
    const explanation = await classifier.explain({ title: 'Heat' }, undefined, { objective: 'macroF1' });
    expectTypeOf(explanation.method).toEqualTypeOf<
      'additive' | 'neighbours' | 'occlusion' | 'integratedGradients'
    >();
    expectTypeOf(
      classifier.explain({ title: 'Heat' }, 'Crime', { method: 'integratedGradients', steps: 8 }),
    ).resolves.toEqualTypeOf<Explanation>();
    expectTypeOf(explanation.threshold).toEqualTypeOf<number | null>();
    expectTypeOf(explanation.words).toEqualTypeOf<readonly ExplainedWord[]>();
    expectTypeOf(explanation.words[0]!).toExtend<TextSpan>();
    expectTypeOf(explanation.terms[0]!.occurrences).toEqualTypeOf<readonly (readonly TextSpan[])[]>();
    expectTypeOf(explanation.neighbours[0]!.title).toEqualTypeOf<string | null>();
    expectTypeOf(explanation.vote?.prior).toEqualTypeOf<number | undefined>();
    // @ts-expect-error an explanation is read-only
    explanation.words.pop();
    // @ts-expect-error an explanation is read-only
    explanation.score = 1;
    // @ts-expect-error one movie at a time
    classifier.explain([{ title: 'Heat' }]);
    // @ts-expect-error a genre is a name
    classifier.explain({ title: 'Heat' }, 3);
    // @ts-expect-error there is no such option
    classifier.explain({ title: 'Heat' }, 'Crime', { maxWords: 3 });
  });

  it('of what would change a decision need a genre', async () => {
    const found = await classifier.counterfactual({ title: 'Heat' }, 'Crime', { maxWords: 3, beamWidth: 2 });
    expectTypeOf(found).toEqualTypeOf<Counterfactual>();
    expectTypeOf(found.movie).toEqualTypeOf<Movie>();
    expectTypeOf(found.isFewest).toEqualTypeOf<boolean>();
    // @ts-expect-error a genre must be named
    classifier.counterfactual({ title: 'Heat' });
    // @ts-expect-error there is no such option
    classifier.counterfactual({ title: 'Heat' }, 'Crime', { depth: 3 });
    // @ts-expect-error a result is read-only
    found.words.reverse();
  });
});

describe('errors', () => {
  it('have a code from a closed list', () => {
    const error = new GenrekitError('invalid-data', 'The table is empty.');
    expectTypeOf(error).toExtend<Error>();
    expectTypeOf(error.code).toEqualTypeOf<GenrekitErrorCode>();
    expectTypeOf<'not-fitted'>().toExtend<GenrekitErrorCode>();
    expectTypeOf<'oops'>().not.toExtend<GenrekitErrorCode>();
    // @ts-expect-error a code is read-only
    error.code = 'aborted';
  });
});

describe('tables', () => {
  it('are movies that a classifier can be fitted on', () => {
    expectTypeOf(readMovies('title,genres\n').then((table) => table.movies)).resolves.toExtend<
      readonly LabelledMovie[]
    >();
    expectTypeOf<ThresholdObjective>().toExtend<string>();
  });
});
