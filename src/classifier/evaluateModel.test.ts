import { describe, expect, it } from 'vitest';
import { caught } from '../testing/caught.ts';
import { deepFreeze } from '../testing/deepFreeze.ts';
import { fixtureMovies } from '../testing/fixtureMovies.ts';
import type { LabelledMovie } from '../text/Movie.ts';
import type { EvaluateOptions } from './evaluateModel.ts';
import { GenreClassifier } from './GenreClassifier.ts';

const all = await fixtureMovies();
const movies = all.filter((_, row) => row % 5 === 0);
const test = deepFreeze(all.filter((_, row) => row % 5 === 1));
const classifier = await new GenreClassifier({ foldCount: 3 }).fit(movies);

/** Truth and prediction of one genre, counted one movie at a time. */
function count(genre: string, list: readonly LabelledMovie[], predicted: readonly (readonly string[])[]) {
  const isKnown = ({ genres, knownGenres }: LabelledMovie) =>
    genres.includes(genre) || (knownGenres?.includes(genre) ?? true);
  const cells = list.flatMap((movie, row) =>
    isKnown(movie) ? [{ has: movie.genres.includes(genre), gets: predicted[row]!.includes(genre) }] : [],
  );
  return {
    truePositives: cells.filter(({ has, gets }) => has && gets).length,
    predicted: cells.filter(({ gets }) => gets).length,
    actual: cells.filter(({ has }) => has).length,
    known: cells.length,
    wrong: cells.filter(({ has, gets }) => has !== gets).length,
  };
}

/** Checks a report against counts made from what `predictAll` answers. */
async function expectHonest(list: readonly LabelledMovie[], options: EvaluateOptions = {}) {
  const report = await classifier.evaluate(list, options);
  const { fields, decoder, objective } = options;
  const seen = list.map((movie) => ({
    title: fields?.includes('title') === false ? undefined : movie.title,
    plot: fields?.includes('plot') === false ? undefined : movie.plot,
  }));
  const predicted = classifier.predictAll(seen, { decoder, objective });
  const counts = report.labels.map((genre) => count(genre, list, predicted));
  const sum = (name: keyof (typeof counts)[number]) => counts.reduce((total, one) => total + one[name], 0);
  expect(report.sampleCount).toBe(list.length);
  expect(report.metrics.microPrecision).toBeCloseTo(sum('truePositives') / sum('predicted'), 12);
  expect(report.metrics.microRecall).toBeCloseTo(sum('truePositives') / sum('actual'), 12);
  expect(report.metrics.microF1).toBeCloseTo(
    (2 * sum('truePositives')) / (sum('predicted') + sum('actual')),
    12,
  );
  expect(report.metrics.elementwiseAccuracy).toBeCloseTo(1 - sum('wrong') / sum('known'), 12);
  expect(report.perLabel.map(({ label, support }) => [label, support])).toEqual(
    report.labels.map((label, i) => [label, counts[i]!.actual]),
  );
  report.perLabel.forEach(({ recall, f1 }, i) => {
    const { truePositives, actual, predicted: given } = counts[i]!;
    expect(recall).toBeCloseTo(actual === 0 ? 0 : truePositives / actual, 12);
    expect(f1).toBeCloseTo(actual + given === 0 ? 0 : (2 * truePositives) / (actual + given), 12);
  });
  return report;
}

describe('evaluate', () => {
  it('counts as one would by hand', async () => {
    const report = await expectHonest(test);
    const occurring = new Set(test.flatMap(({ genres }) => genres));
    expect(report.labels).toEqual(classifier.labels.filter((genre) => occurring.has(genre)));
    const predicted = classifier.predictAll(test);
    const right = test.filter(({ genres }, row) => {
      const known = genres.filter((genre) => report.labels.includes(genre));
      const given = predicted[row]!.filter((genre) => report.labels.includes(genre));
      return known.toSorted().join() === given.toSorted().join();
    });
    expect(report.metrics.subsetAccuracy).toBeCloseTo(right.length / test.length, 12);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  it.each([['title'], ['plot']] as const)('looks at the %s alone when asked to', async (field) => {
    await expectHonest(test, { fields: [field] });
  });

  it('takes thresholds for another objective, and other decoders', async () => {
    await expectHonest(test, { objective: 'macroF1' });
    for (const kind of ['topK', 'calibrated', 'expectedF1', 'labelSet', 'singleLabel'] as const) {
      await expectHonest(test, { decoder: { kind } });
    }
  });

  it('tells the threshold that decided, where one did', async () => {
    const { genres } = await classifier.inspect();
    const thresholdsOf = async (list: readonly LabelledMovie[], options: EvaluateOptions) => {
      const { perLabel } = await classifier.evaluate(list, options);
      return new Map(perLabel.map(({ label, threshold }) => [label, threshold]));
    };
    for (const [label, threshold] of await thresholdsOf(test, { fields: ['plot'] })) {
      expect(threshold).toBe(genres.find((genre) => genre.label === label)!.thresholds.plot);
    }
    const mixed = [...test, { title: 'Heat', genres: ['Crime'] }];
    expect(new Set((await thresholdsOf(mixed, {})).values())).toEqual(new Set([null]));
    const half = await thresholdsOf(mixed, { decoder: { kind: 'calibrated', probability: 0.3 } });
    expect(new Set(half.values())).toEqual(new Set([0.3]));
    expect(new Set((await thresholdsOf(test, { decoder: { kind: 'topK' } })).values())).toEqual(
      new Set([null]),
    );
  });

  it('judges the genres it is asked about, in that order, and names those left out', async () => {
    const labels = ['Western', 'Comedy', 'Drama'];
    const report = await expectHonest(test, { labels });
    expect(report.labels).toEqual(labels);
    const occurring = new Set(test.flatMap(({ genres }) => genres));
    expect(report.ignoredLabels).toEqual([...occurring].filter((genre) => !labels.includes(genre)).sort());
  });

  it('leaves genres out that the classifier does not know, and says so', async () => {
    const odd = test.map((movie, row) => ({
      ...movie,
      genres: [...movie.genres, row % 2 === 0 ? 'Kaiju' : '__proto__'],
    }));
    const report = await expectHonest(odd);
    expect(report.labels).toEqual((await classifier.evaluate(test)).labels);
    expect(report.ignoredLabels).toEqual(['Kaiju', '__proto__'].sort());
    expect(report.metrics).toEqual((await classifier.evaluate(test)).metrics);
  });

  it('does not count cells that a source cannot show', async () => {
    const masked = test.map((movie, row) =>
      row % 2 === 0 ? movie : { ...movie, knownGenres: ['Drama', 'War'] },
    );
    const report = await expectHonest(masked);
    expect(report.metrics.microF1).not.toBe((await classifier.evaluate(test)).metrics.microF1);
  });

  it('judges a single movie', async () => {
    const report = await classifier.evaluate([test[0]!]);
    expect(report.sampleCount).toBe(1);
    for (const value of Object.values(report.metrics)) expect(Number.isNaN(value)).toBe(false);
  });
});

describe('evaluate refuses', () => {
  const drama = [{ title: 'x', genres: ['Drama'] }];
  it.each<[string, unknown, unknown, string, RegExp]>([
    [
      'movies of unknown genres alone',
      [{ title: 'x', genres: ['Kaiju'] }],
      {},
      'invalid-data',
      /have Kaiju\.$/,
    ],
    ['movies without genres', [{ title: 'x', genres: [] }], {}, 'invalid-data', /have none\.$/],
    ['no movie', [], { labels: ['Drama'] }, 'invalid-data', /at least one known cell/],
    ['a movie that is none', [null], {}, 'invalid-movie', /Movie 0 must be an object/],
    ['a movie without the field', drama, { fields: ['plot'] }, 'invalid-movie', /Movie 0 needs a plot/],
    [
      'an unknown genre',
      drama,
      { labels: ['Drama', 'Kaiju'] },
      'unknown-label',
      /no label "Kaiju"; known labels are/,
    ],
    [
      'a genre asked for twice',
      drama,
      { labels: ['Drama', 'Drama'] },
      'invalid-labels',
      /"Drama" occurs twice/,
    ],
    [
      'no genre to judge',
      drama,
      { labels: [] },
      'invalid-option',
      /evaluate\.labels must be a list .* got an array of 0/,
    ],
    [
      'genres that are no list',
      drama,
      { labels: 'Drama' },
      'invalid-option',
      /evaluate\.labels .* got "Drama"/,
    ],
    ['fields that are none', drama, { fields: ['year'] }, 'invalid-option', /evaluate\.fields must list/],
    [
      'an objective that it was not tuned for',
      drama,
      { objective: 'recallAtLeast' },
      'invalid-option',
      /has some for 'microF1', 'macroF1'/,
    ],
    [
      'a decoder that is none',
      drama,
      { decoder: 'topK' },
      'invalid-option',
      /decoder must be an object whose kind/,
    ],
    ['an unknown option', drama, { threshold: 0.5 }, 'invalid-option', /evaluate has no option "threshold"/],
  ])('%s', async (_, given, options, code, message) => {
    const error = await caught(() => classifier.evaluate(given as never, options as never));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
  });
});
