import { beforeAll, describe, expect, it } from 'vitest';
import { GenreClassifier } from '../classifier/GenreClassifier.ts';
import { refusalOf, spoilt, waysToSpoil } from '../classifier/testing/spoil.ts';
import { tfidf } from '../features/TfidfFeatures.ts';
import { tokens } from '../features/TokenOptions.ts';
import { decodeModel } from '../format/decodeModel.ts';
import { linearSvm } from '../learners/linearSvm.ts';
import { attention, attentionKit } from '../strategies/attention/index.ts';
import { binaryRelevance } from '../strategies/BinaryRelevance.ts';
import { caught } from '../testing/caught.ts';
import { digest } from '../testing/digest.ts';
import { fixtureMovies } from '../testing/fixtureMovies.ts';
import { type LooseJson, tamper } from '../testing/tamper.ts';
import { blend, blendKit } from './index.ts';

const labels = ['Comedy', 'Drama', 'War'];
const all = await fixtureMovies(120);
const [learned, others, unseen] = [all.slice(0, 60), all.slice(60, 100), all.slice(100)];
const kits = { strategies: [blendKit, attentionKit] };
const isPlain = { isCompressed: false };

let linear: GenreClassifier;
let encoder: GenreClassifier;
let both: GenreClassifier;

beforeAll(async () => {
  linear = await new GenreClassifier({ foldCount: 2, labels, features: tfidf({ minDf: 3 }) }).fit(learned);
  const strategy = attention({ width: 4, hidden: [], training: { epochs: 2 } });
  const features = tokens({ minFrequency: 4 });
  encoder = await new GenreClassifier({ foldCount: 2, labels, features, strategy }).fit(learned);
  both = await blend([linear, encoder], others, { foldCount: 2, weights: [1, 3] });
});

/** What a classifier makes of scores is its own affair; a blend sees the scores themselves. */
const rawScores = async (classifier: GenreClassifier, movie: { title?: string; plot?: string }) =>
  Promise.all(labels.map(async (label) => (await classifier.explain(movie, label)).rawScore));

describe('a blend', () => {
  it('scores by the weighted mean of standardised scores', async () => {
    const seen = others
      .filter(({ title, plot }) => title && plot)
      .map(({ title, plot }) => ({ title, plot }));
    expect(seen).toHaveLength(others.length);
    const movie = { title: unseen[0]!.title!, plot: unseen[0]!.plot! };
    const expected = [0, 0, 0];
    for (const [member, weight] of [
      [linear, 0.25],
      [encoder, 0.75],
    ] as const) {
      const rows = await Promise.all(seen.map((one) => rawScores(member, one as { title: string })));
      const own = await rawScores(member, movie);
      own.forEach((score, label) => {
        const mean = rows.reduce((sum, row) => sum + row[label]!, 0) / rows.length;
        const variance = rows.reduce((sum, row) => sum + (row[label]! - mean) ** 2, 0) / rows.length;
        expected[label]! += (weight * (score - mean)) / Math.sqrt(variance);
      });
    }
    const found = await rawScores(both, movie);
    for (const [label, score] of found.entries()) expect(score).toBeCloseTo(expected[label]!, 9);
    expect(both.options.strategy).toEqual({ id: 'blend', weights: [0.25, 0.75] });
  });

  it('with all weight on one member ranks as that member does', async () => {
    const alone = await blend([linear, encoder], others, { foldCount: 2, weights: [0, 1] });
    const order = async (classifier: GenreClassifier) => {
      const scores = await Promise.all(
        unseen.map(({ title, plot }) => rawScores(classifier, { title: title!, plot: plot! })),
      );
      return labels.map((_, label) =>
        [...scores.keys()].sort((a, b) => scores[a]![label]! - scores[b]![label]! || a - b),
      );
    };
    expect(await order(alone)).toEqual(await order(encoder));
  });

  it('gives little weight to a member that knows nothing', async () => {
    const shuffled = learned.map((movie, i) => ({
      ...movie,
      genres: learned[(i * 7 + 3) % learned.length]!.genres,
    }));
    const ignorant = await new GenreClassifier({
      ...{ foldCount: 2, labels, features: tfidf({ minDf: 3 }) },
      strategy: binaryRelevance({ learner: linearSvm({ c: 1 }) }),
    }).fit(shuffled);
    const knowing = await new GenreClassifier({ foldCount: 2, labels, features: tfidf({ minDf: 2 }) }).fit(
      all,
    );
    const { strategy } = (await blend([ignorant, knowing], all, { foldCount: 3 })).options;
    const { weights } = strategy as { readonly weights: readonly number[] };
    expect(weights[0]).toBeLessThan(0.3);
    expect(weights[0]! + weights[1]!).toBeCloseTo(1, 12);
  });

  it('answers for a title, a plot, or both, the same one by one and in a batch', () => {
    const movies = unseen.flatMap(({ title, plot }) => [{ title }, { plot }, { title, plot }]);
    const batch = both.predictProbaAll(movies);
    expect(movies.map((movie) => both.predictProba(movie))).toEqual(batch);
    expect(both.labels).toEqual(labels);
  });

  it('is evaluated, explained, inspected, calibrated anew and copied like any other', async () => {
    expect((await both.evaluate(unseen)).sampleCount).toBe(unseen.length);
    const { method, words } = await both.explain(unseen[0]!, 'Drama');
    expect([method, words.length > 3]).toEqual(['occlusion', true]);
    const { strategy, featureCount, training } = await both.inspect();
    expect([strategy, featureCount, training.sampleCount]).toEqual(['blend', 6, others.length]);
    const copy = both.copy();
    const before = both.predictProbaAll(unseen);
    await copy.recalibrate(all);
    await copy.tuneThresholds(all, { objective: 'macroF1' });
    expect(copy.predictProbaAll(unseen)).not.toEqual(before);
    expect(both.predictProbaAll(unseen)).toEqual(before);
  });

  it('follows the habits of catalogues', async () => {
    const movies = [...others, ...others, ...others, ...others, ...others, ...unseen].map((movie, i) => ({
      ...movie,
      plot: `${movie.plot} ${i}`,
      catalogue: 'imdb',
    }));
    expect((await blend([linear, encoder], movies, { weights: [1, 1] })).catalogues).toEqual(['imdb']);
  });

  it('is not fitted, and says what to do', async () => {
    expect((await caught(() => both.fit(learned))).message).toContain('blend(members, movies)');
    expect((await caught(() => both.adapt(learned))).code).toBe('unsupported-model');
    expect((await caught(() => both.predictWithUncertainty({ title: 'War' }))).code).toBe(
      'unsupported-model',
    );
  });
});

describe('what cannot be blended is refused:', () => {
  const refusal = async (...given: Parameters<typeof blend>) => (await caught(() => blend(...given))).code;
  it('too few, too many, or other things than classifiers', async () => {
    expect(await refusal([linear], others)).toBe('invalid-option');
    expect(await refusal(Array(9).fill(linear), others)).toBe('invalid-option');
    expect(await refusal([linear, {} as never], others)).toBe('invalid-option');
    expect(await refusal(undefined as never, others)).toBe('invalid-option');
    expect(await refusal([linear, both], others)).toBe('invalid-option');
    expect(await refusal([linear, new GenreClassifier()], others)).toBe('not-fitted');
  });

  it('other genres, bad weights, unknown options, too few movies', async () => {
    const other = await new GenreClassifier({ foldCount: 2, labels: ['War', 'Drama', 'Comedy'] }).fit(
      learned,
    );
    expect(await refusal([linear, other], others)).toBe('shape-mismatch');
    for (const weights of [[1], [1, 2, 3], [0, 0], [-1, 2], [Number.NaN, 1], 'best', new Array(2)])
      expect(await refusal([linear, encoder], others, { weights } as never)).toBe('invalid-option');
    expect(await refusal([linear, encoder], others, { strategy: 1 } as never)).toBe('invalid-option');
    expect(await refusal([linear, encoder], others.slice(0, 2))).toBe('invalid-data');
    const foreign = others.map((movie) => ({ ...movie, genres: ['Opera'] }));
    expect(await refusal([linear, encoder], foreign)).toBe('invalid-data');
  });
});

describe('a saved blend', () => {
  const open = (bytes: Uint8Array) => GenreClassifier.open(bytes, kits);

  it('answers as before when it is opened, and is saved as the same bytes', async () => {
    const bytes = await both.toBytes(isPlain);
    const opened = await open(bytes);
    expect(opened.predictProbaAll(unseen)).toEqual(both.predictProbaAll(unseen));
    expect(opened.options.strategy).toEqual(both.options.strategy);
    expect(digest(await opened.toBytes(isPlain))).toBe(digest(bytes));
  });

  it('rounds its members when asked to', async () => {
    const [exact, rounded] = [await both.toBytes(), await both.toBytes({ weights: 'int4' })];
    expect(rounded.length).toBeLessThan(exact.length);
    expect((await open(rounded)).labels).toEqual(labels);
  });

  it('asks for the kits that it needs', async () => {
    const bytes = await both.toBytes();
    for (const strategies of [[], [blendKit], [attentionKit]])
      expect((await caught(() => GenreClassifier.open(bytes, { strategies }))).code).toBe(
        'unsupported-model',
      );
    expect(GenreClassifier.fromBytes(bytes, kits).labels).toEqual(labels);
  });

  it.each(waysToSpoil)('with any section %s is refused or sound', async (how) => {
    const bytes = await both.toBytes(isPlain);
    for (const name of decodeModel(bytes).sections.keys())
      await refusalOf(() => open(spoilt(bytes, name, how)));
  });

  it('with any setting changed, or other labels, is refused or sound', async () => {
    const bytes = await both.toBytes(isPlain);
    const { parts } = decodeModel(bytes).header as LooseJson;
    for (const part of ['strategy', 'features'])
      for (const name of Object.keys(parts[part]))
        for (const value of [undefined, null, -1, 'x', [], {}, [1], [1, 1, 1], [0, 0], [1e300, 1]])
          await refusalOf(() =>
            open(tamper(bytes, (header) => Object.assign(header.parts[part], { [name]: value }))),
          );
    const renamed = tamper(bytes, (header) => Object.assign(header, { labels: ['Drama', 'Comedy', 'War'] }));
    expect(await refusalOf(() => open(renamed))).toContain('labels');
  });

  it('may not hold a blend', async () => {
    const bytes = await both.toBytes(isPlain);
    const nested = tamper(bytes, (_header, sections) => {
      sections.set('features/member0', { type: 'u8', data: bytes });
    });
    expect(await refusalOf(() => open(nested))).toContain('blend');
  });
});
