import { describe, expect, it } from 'vitest';
import { tfidf } from '../features/TfidfFeatures.ts';
import type { Checkpoint } from '../learners/FitContext.ts';
import { attention, attentionKit, tokens } from '../strategies/attention/index.ts';
import { digest } from '../testing/digest.ts';
import type { LabelledMovie } from '../text/Movie.ts';
import { GenreClassifier } from './GenreClassifier.ts';

const subjects: readonly [string, string, string][] = [
  ['Thriller', 'Knife', 'killer murder detective chase'],
  ['Romance', 'Heart', 'love wedding bride kiss'],
  ['War', 'Front', 'soldier battle army trench'],
];

/** Movies whose genres follow their words; some have a title or a plot alone. */
const movies: LabelledMovie[] = Array.from({ length: 240 }, (_, i) => {
  const [genre, name, words] = subjects[i % 3]!;
  const [also, , more] = subjects[Math.floor(i / 3) % 3]!;
  const isMixed = i % 5 === 0;
  const plot = `number${i % 11} ${words} ${isMixed ? more : ''} scene${i % 7}`;
  const genres = isMixed ? [genre, also] : [genre];
  const title = `The ${name} number${i % 13}`;
  return i % 12 === 0 ? { title, genres } : i % 12 === 1 ? { plot, genres } : { title, plot, genres };
});

const training = { epochs: 8, batchSize: 16, learningRate: 0.01, embeddingLearningRate: 0.03 } as const;
const strategy = attention({ width: 8, layers: 1, heads: 2, hidden: [8], dropout: 0.1, training });
const settings = { strategy, features: tokens(), foldCount: 2, seed: 3 };
const fitted = new GenreClassifier(settings).fit(movies);

describe('a classifier with the strategy attention', () => {
  it('tells genres from titles, plots and both', async () => {
    const classifier = await fitted;
    expect(classifier.predict({ title: 'Knife', plot: 'A murder and a chase.' })).toEqual(['Thriller']);
    expect(classifier.predict({ plot: 'A soldier in the trench.' })).toEqual(['War']);
    const { metrics } = await classifier.evaluate(movies);
    expect(metrics.microF1).toBeGreaterThan(0.9);
    expect(classifier.predictSet({ plot: 'A bride.' }, { missRate: 0.05 })).toContain('Romance');
  }, 30_000);

  it('learns titles alone when training leaves plots out', async () => {
    const own = attention({
      width: 8,
      hidden: [8],
      training: { ...training, plotDropout: 0.4, titleDropout: 0.2 },
    });
    const classifier = await new GenreClassifier({ ...settings, strategy: own }).fit(movies);
    for (const [genre, name] of subjects) expect(classifier.predict({ title: name })).toEqual([genre]);
    const told = movies.filter(({ plot }) => plot !== undefined);
    const { metrics } = await classifier.evaluate(told, { fields: ['plot'] });
    expect(metrics.microF1).toBeGreaterThan(0.9);
  });

  it('gives a batch the answers of single movies, to the bit', async () => {
    const classifier = await fitted;
    expect(classifier.predictProbaAll(movies)).toEqual(movies.map((movie) => classifier.predictProba(movie)));
  });

  it('is the same after saving, and after a second fit', async () => {
    const bytes = await (await fitted).toBytes();
    const opened = await GenreClassifier.open(bytes, { strategies: [attentionKit] });
    expect(opened.options).toEqual((await fitted).options);
    expect(opened.predictProbaAll(movies)).toEqual((await fitted).predictProbaAll(movies));
    expect(digest(await (await new GenreClassifier(settings).fit(movies)).toBytes())).toBe(digest(bytes));
  });

  it('is saved with rounded weights, in less room, and saved again to the same bytes', async () => {
    const classifier = await fitted;
    let last = Number.POSITIVE_INFINITY;
    for (const weights of ['float32', 'float16', 'int8', 'int4'] as const) {
      const bytes = await classifier.toBytes({ weights });
      expect(bytes.length).toBeLessThan(last);
      last = bytes.length;
      const opened = await GenreClassifier.open(bytes, { strategies: [attentionKit] });
      expect(opened.predict({ plot: 'A soldier in the trench.' })).toEqual(['War']);
      expect(digest(await opened.toBytes({ weights }))).toBe(digest(bytes));
    }
  });

  it('is inspected without weights of words', async () => {
    const { strategy: id, blocks, fields, genres, featureCount } = await (await fitted).inspect();
    expect({ id, blocks, fields }).toEqual({ id: 'attention', blocks: [], fields: ['title', 'plot'] });
    expect(featureCount).toBeGreaterThan(20);
    const { epochs } = await (await fitted).inspect();
    expect(epochs.map(({ epoch }) => epoch)).toEqual(epochs.map((_, i) => i + 1));
    expect(epochs.at(-1)!.loss).toBeLessThan(epochs[0]!.loss);
    for (const { validMicroF1 } of epochs) expect(validMicroF1).toBeGreaterThan(0);
    const opened = await GenreClassifier.open(await (await fitted).toBytes(), { strategies: [attentionKit] });
    expect((await opened.inspect()).epochs).toEqual(epochs);
    for (const { strongestWords } of genres) expect(strongestWords).toEqual([]);
  });

  it('is explained by leaving words out', async () => {
    const classifier = await fitted;
    const movie = { title: 'Front', plot: 'A number1 murder, scene2.' };
    const { method, words, label } = await classifier.explain(movie, 'Thriller');
    expect([method, label]).toEqual(['occlusion', 'Thriller']);
    const strongest = words.toSorted((a, b) => b.value - a.value)[0]!;
    expect(strongest).toMatchObject({ field: 'plot', text: 'murder', start: 10, end: 16 });
    const { isFound, words: removed } = await classifier.counterfactual(movie, 'Thriller');
    if (isFound) expect(removed.map(({ text }) => text)).toContain('murder');
  });

  it('is explained by integrated gradients, which add up to the score', async () => {
    const classifier = await fitted;
    const rounded = await classifier.toBytes({ weights: 'int8' });
    const opened = await GenreClassifier.open(rounded, { strategies: [attentionKit] });
    const movie = { title: 'The Front: number1', plot: 'The brɪde’s kiss — a KILLER’s café, ﬁre scene2.' };
    for (const own of [classifier, opened]) {
      for (const given of [movie, { plot: movie.plot }, { title: movie.title }, { title: '?!' }]) {
        const { method, words, bias, rawScore, label } = await own.explain(given, 'Thriller', {
          method: 'integratedGradients',
        });
        expect([method, label]).toEqual(['integratedGradients', 'Thriller']);
        expect(words.reduce((sum, { value }) => sum + value, bias)).toBeCloseTo(rawScore, 2);
        expect(rawScore).toBe((await own.explain(given, 'Thriller')).rawScore);
        for (const { field, text, start, end } of words) expect(given[field]!.slice(start, end)).toBe(text);
      }
    }
    const { words } = await classifier.explain({ plot: 'A murder, scene2.' }, 'Thriller', {
      method: 'integratedGradients',
      steps: 4,
    });
    expect(words.map(({ text }) => text)).toEqual(['A', 'murder', 'scene2']);
    expect(words.toSorted((a, b) => b.value - a.value)[0]!.text).toBe('murder');
    expect(words[0]!.value).toBe(0);
  });

  it('has integrated gradients alone, and refuses bad options of them', async () => {
    const linear = await new GenreClassifier({ foldCount: 2 }).fit(movies);
    const ask = (own: GenreClassifier, options: object) => own.explain({ title: 'Knife' }, 'War', options);
    await expect(ask(linear, { method: 'integratedGradients' })).rejects.toMatchObject({
      code: 'unsupported-model',
    });
    for (const bad of [{ method: 'gradients' }, { steps: 0 }, { steps: 1.5 }, { baseline: 1 }])
      await expect(ask(await fitted, bad)).rejects.toMatchObject({ code: 'invalid-option' });
  });

  it('tells what it looks at, beside what that does', async () => {
    const classifier = await fitted;
    const movie = { title: 'The Front: number1', plot: 'The brɪde’s kiss — a KILLER’s café, ﬁre scene2.' };
    for (const { text, attention: share, field } of (await classifier.explain(movie)).words) {
      expect(movie[field]).toContain(text);
      // Stop words and words of one letter are not read.
      if (/^(The|a)$/.test(text)) expect(share).toBe(0);
      else expect(share).toBeGreaterThan(0);
    }
    const sumOf = async (given: object) =>
      (await classifier.explain(given)).words.reduce((sum, word) => sum + word.attention!, 0);
    // The sign between title and plot is looked at too.
    expect(await sumOf(movie)).toBeLessThan(1);
    expect(await sumOf({ plot: movie.plot })).toBeCloseTo(1, 6);
    const linear = await new GenreClassifier({ foldCount: 2 }).fit(movies);
    expect((await linear.explain(movie)).words[0]).not.toHaveProperty('attention');
  });

  it('goes on from a checkpoint, to the same bytes', async () => {
    const checkpoints: Checkpoint[] = [];
    const whole = await new GenreClassifier(settings).fit(movies, {
      onCheckpoint: (checkpoint) => checkpoints.push(checkpoint),
    });
    const resumed = await new GenreClassifier(settings).fit(movies, { resumeFrom: checkpoints[2] });
    expect(digest(await resumed.toBytes())).toBe(digest(await whole.toBytes()));
    await expect(
      new GenreClassifier(settings).fit(movies.slice(1), { resumeFrom: checkpoints[2] }),
    ).rejects.toMatchObject({ code: 'invalid-model' });
  });

  it('is calibrated on folds when asked to, each fit with checkpoints of the last alone', async () => {
    const checkpoints: Checkpoint[] = [];
    const small = attention({ width: 4, hidden: [], training: { ...training, epochs: 2 } });
    const classifier = await new GenreClassifier({ ...settings, strategy: small, calibrateOn: 'folds' }).fit(
      movies,
      { onCheckpoint: (checkpoint) => checkpoints.push(checkpoint) },
    );
    expect(checkpoints).toHaveLength(2);
    expect((await classifier.inspect()).training.outOfFold['title+plot']!.sampleCount).toBe(200);
  });

  it('refuses features and options of other strategies', () => {
    expect(() => new GenreClassifier({ strategy, features: tfidf() })).toThrow(/made by tokens\(\)/);
    expect(() => new GenreClassifier({ features: tokens() })).toThrow(/made by tfidf\(\)/);
  });

  it.each([7, { settings: {} }, { settings: {}, arrays: null }])(
    'refuses to go on from %o',
    async (resumeFrom) => {
      await expect(
        new GenreClassifier(settings).fit(movies, { resumeFrom: resumeFrom as never }),
      ).rejects.toMatchObject({ code: 'invalid-option' });
    },
  );
});

describe('genres that a source cannot show', () => {
  const labels = ['Romance', 'Thriller', 'War'];
  /** Every other movie comes from a source that has no war, whatever it is about. */
  const silent = movies.map((movie, row) =>
    row % 2 === 0 ? { ...movie, genres: movie.genres.filter((genre) => genre !== 'War') } : movie,
  );
  const masked = silent.map((movie, row) =>
    row % 2 === 0 ? { ...movie, knownGenres: ['Thriller', 'Romance'] } : movie,
  );
  const small = { ...settings, labels, strategy: attention({ width: 4, hidden: [], dropout: 0, training }) };
  const war = { title: 'The Front', plot: 'A soldier, a battle, an army and a trench.' };
  const scoreOf = (classifier: GenreClassifier) =>
    classifier.predictProba(war).find(({ label }) => label === 'War')!.score;

  it('are not learned to be absent', async () => {
    const believed = await new GenreClassifier(small).fit(silent);
    const known = await new GenreClassifier(small).fit(masked);
    expect(scoreOf(known)).toBeGreaterThan(0.85);
    expect(scoreOf(believed)).toBeLessThan(0.75);
  });

  it('make groups of movies, each with a correction of its own', async () => {
    const own = attention({ width: 4, hidden: [], dropout: 0, training, hasDomains: true });
    const classifier = await new GenreClassifier({ ...small, strategy: own }).fit(masked);
    expect(scoreOf(classifier)).toBeGreaterThan(0.85);
    const opened = await GenreClassifier.open(await classifier.toBytes(), { strategies: [attentionKit] });
    expect(opened.predictProbaAll(movies)).toEqual(classifier.predictProbaAll(movies));
  });
});

describe('a training that goes astray', () => {
  it('says so', async () => {
    const wild = attention({
      width: 4,
      training: { epochs: 30, learningRate: 10, clipNorm: 1e30, weightDecay: 0 },
    });
    const steep = attention({
      width: 4,
      training: { epochs: 9, learningRate: 10, embeddingLearningRate: 10, weightDecay: 1 },
    });
    for (const strategy of [wild, steep]) {
      const error = await new GenreClassifier({ ...settings, strategy })
        .fit(movies)
        .catch((caught) => caught);
      if (error instanceof GenreClassifier) expect(error.predict({ plot: 'A war.' })).toBeInstanceOf(Array);
      else
        expect(error).toMatchObject({
          code: 'invalid-data',
          message: expect.stringContaining('learningRate'),
        });
    }
  });
});
