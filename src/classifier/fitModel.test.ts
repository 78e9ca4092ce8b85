import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tfidf } from '../features/TfidfFeatures.ts';
import { caught } from '../testing/caught.ts';
import { deepFreeze } from '../testing/deepFreeze.ts';
import { fixtureMovies } from '../testing/fixtureMovies.ts';
import type { LabelledMovie } from '../text/Movie.ts';
import type { ClassifierOptions } from './ClassifierOptions.ts';
import { GenreClassifier } from './GenreClassifier.ts';

const movies = deepFreeze(await fixtureMovies(60));
const options: ClassifierOptions = { foldCount: 3 };
const fitOn = (list: readonly unknown[], more: ClassifierOptions = {}) =>
  new GenreClassifier({ ...options, ...more }).fit(list as LabelledMovie[]);

/** Whatever a movie comes with, a fitted classifier has an answer, in numbers. */
function expectSound(classifier: GenreClassifier): void {
  for (const movie of [
    { title: 'War' },
    { plot: 'A love story.' },
    { title: 'War', plot: 'A love story.' },
  ]) {
    let scores: readonly { score: number }[];
    try {
      scores = classifier.predictProba(movie);
    } catch (error) {
      // A classifier of one field has nothing to say of the other.
      expect(error).toMatchObject({ code: 'invalid-movie' });
      continue;
    }
    expect(scores.every(({ score }) => score >= 0 && score <= 1)).toBe(true);
    expect(classifier.predict(movie).length).toBeGreaterThan(0);
  }
}

describe('a fit on genres that are not known of every movie', () => {
  it('learns from the cells that are known', async () => {
    const masked = movies.map((movie, row) => (row % 2 === 0 ? movie : { ...movie, knownGenres: ['Drama'] }));
    const classifier = await fitOn(masked);
    expectSound(classifier);
    // A genre that a movie has is known to be one of its genres, whatever its source can show.
    expect((await classifier.inspect()).training.supports).toEqual(
      classifier.labels.map((genre) => movies.filter(({ genres }) => genres.includes(genre)).length),
    );
  });

  it('does not take what a source cannot show for absent', async () => {
    const western = (movie: LabelledMovie, row: number): LabelledMovie =>
      row % 3 === 0 ? { ...movie, genres: [...movie.genres, 'Oater'] } : movie;
    const unknown = (movie: LabelledMovie, row: number): LabelledMovie =>
      row % 3 === 0 ? movie : { ...movie, knownGenres: movie.genres };
    const meanOf = async (list: readonly LabelledMovie[]) => {
      const classifier = await fitOn(list);
      const scores = movies.map((movie) =>
        classifier.predictProba(movie).find(({ label }) => label === 'Oater'),
      );
      return scores.reduce((sum, found) => sum + found!.score, 0) / scores.length;
    };
    const marked = movies.map(western);
    expect(await meanOf(marked)).toBeLessThan(0.5);
    expect(await meanOf(marked.map(unknown))).toBeGreaterThan(0.9);
  });

  it('works when one movie alone, or none, shows all its genres', async () => {
    const knownGenres = ['Drama', 'Comedy'];
    for (const complete of [0, 1, 2]) {
      const classifier = await fitOn(
        movies.map((movie, row) => (row < complete ? movie : { ...movie, knownGenres })),
      );
      expectSound(classifier);
      const error =
        complete < 2
          ? await caught(() => classifier.predict(movies[0]!, { decoder: { kind: 'labelSet' } }))
          : undefined;
      if (error) expect(error.message).toMatch(/'labelSet' needs the label sets of training samples/);
    }
  });

  it('lets every shape of input decide by label sets that one of them has shown', async () => {
    const masked = movies.map((movie, row) =>
      row % 2 === 0 ? { ...movie, knownGenres: ['Drama'] } : { title: movie.title, genres: movie.genres },
    );
    const classifier = await fitOn(masked);
    const decoder = { kind: 'labelSet' } as const;
    const loaded = GenreClassifier.fromBytes(await classifier.toBytes());
    for (const movie of [{ title: 'War' }, { title: 'War', plot: 'A war.' }, { plot: 'A war.' }]) {
      expect(classifier.predict(movie, { decoder })).toEqual(loaded.predict(movie, { decoder }));
    }
  });

  it('leaves a shape of which nothing is known to borrow', async () => {
    const odd = movies.map((movie, row) =>
      row % 2 === 0
        ? { plot: movie.plot, genres: movie.genres }
        : { title: movie.title, genres: [], knownGenres: [] },
    );
    const classifier = await fitOn(odd);
    expect(Object.keys((await classifier.inspect()).training.outOfFold)).toEqual(['plot']);
    expectSound(classifier);
    expectSound(GenreClassifier.fromBytes(await classifier.toBytes()));
  });
});

describe('a fit on few movies', () => {
  it('works on two', async () => {
    const two = [
      { title: 'Night Train Killer', genres: ['Thriller'] },
      { title: 'Night Train Love', genres: ['Romance'] },
    ];
    const classifier = await fitOn(two, { foldCount: 2, features: tfidf({ ngrams: [1, 1] }) });
    expect(classifier.labels).toEqual(['Romance', 'Thriller']);
    expectSound(classifier);
  });

  it('works on many plots and a single title', async () => {
    const plots = movies.map(({ plot, genres }) => ({ plot, genres }));
    const classifier = await fitOn([...plots, { title: 'Heat', genres: ['Crime'] }]);
    expect(Object.keys((await classifier.inspect()).training.outOfFold)).toEqual(['plot']);
    expectSound(classifier);
  });

  const few = movies.slice(0, 4);
  it.each<[string, readonly unknown[], ClassifierOptions, string, RegExp]>([
    [
      'none',
      [],
      {},
      'invalid-data',
      /at least as many movies as folds, 3; got 0\. Give more movies or lower foldCount/,
    ],
    ['fewer than folds', few, { foldCount: 5 }, 'invalid-data', /as folds, 5; got 4\./],
    [
      'one over and over',
      Array(9).fill(few[0]),
      {},
      'invalid-data',
      /as folds, 3; got 9 with 1 different texts/,
    ],
    [
      'no genre',
      few.map(({ title }) => ({ title, genres: [] })),
      {},
      'invalid-labels',
      /No movie has a genre, so there is nothing to learn/,
    ],
    [
      'none of the genres',
      movies,
      { labels: ['Kaiju', 'Noir'] },
      'invalid-labels',
      /one of the genres Kaiju, Noir/,
    ],
    [
      'no weight',
      movies.map((movie) => ({ ...movie, weight: 0 })),
      {},
      'invalid-data',
      /Every movie has the weight 0/,
    ],
    [
      'stop words alone',
      movies.map(({ genres }, row) => ({ plot: `the and of ${'it '.repeat(row)}`, genres })),
      { features: tfidf({ stopWords: 'english', minDf: 1 }) },
      'invalid-data',
      /no term of any title or plot is left/,
    ],
    [
      'no word at all',
      movies.map(({ genres }, row) => ({ plot: '?'.repeat(row + 1), genres })),
      {},
      'invalid-data',
      /no term of any title or plot is left/,
    ],
  ])('says what is missing when there is %s', async (_, list, more, code, message) => {
    const error = await caught(() => fitOn(list, more));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
  });

  it('says which movie has nothing that the features read', async () => {
    const mixed = movies.map(({ title, plot, genres }, row) =>
      row === 7 ? { plot, genres } : { title, genres },
    );
    const features = tfidf({ title: [{}], plot: [] });
    const error = await caught(() => fitOn(mixed, { features }));
    expect(error.code).toBe('invalid-movie');
    expect(error.message).toMatch(
      /^Movie 7 has no title, and the features of this classifier are made from nothing else/,
    );
  });

  it('refuses a decoder that asks for more genres than there are, before any work', async () => {
    const stages: string[] = [];
    for (const decoder of [
      { kind: 'topK', k: 100 },
      { kind: 'threshold', atLeast: 100 },
      { kind: 'calibrated', atLeast: 100 },
    ] as const) {
      const classifier = new GenreClassifier({ ...options, decoder });
      const error = await caught(() =>
        classifier.fit(movies, { onProgress: ({ stage }) => stages.push(stage) }),
      );
      expect(error.code).toBe('invalid-option');
      expect(error.message).toMatch(/must not exceed the number of labels, \d+; got 100/);
    }
    expect(stages).toEqual([]);
  });

  it('refuses a strategy that there is not', async () => {
    const strategy = Object.freeze({ id: 'oracle' }) as never;
    const error = await caught(() => fitOn(movies, { strategy }));
    expect(error.code).toBe('invalid-option');
    expect(error.message).toMatch(/strategy has the unknown id "oracle"/);
  });

  it('refuses to decide by label sets when no movie shows all its genres', async () => {
    const masked = movies.map((movie) => ({ ...movie, knownGenres: ['Drama'] }));
    const error = await caught(() => fitOn(masked, { decoder: { kind: 'labelSet' } }));
    expect(error.code).toBe('invalid-option');
    expect(error.message).toMatch(/needs the label sets/);
  });
});

describe('a fit on whatever comes', () => {
  const words = ['war', 'love', 'train', 'ghost', 'robot', 'song', 'crime'];
  const genres = ['A', 'B', 'C', '__proto__'];
  const text = fc
    .array(fc.constantFrom(...words), { minLength: 1, maxLength: 5 })
    .map((list) => list.join(' '));
  const movie = fc.record(
    {
      title: text,
      plot: text,
      genres: fc.subarray(genres),
      knownGenres: fc.subarray(genres),
      weight: fc.constantFrom(0, 0.5, 1, 3),
    },
    { requiredKeys: ['genres'] },
  );
  const settings = fc.record(
    {
      calibration: fc.constantFrom(
        { method: 'platt' },
        { method: 'isotonic' },
        { method: 'auto' },
        { method: 'none' },
      ),
      thresholds: fc.constantFrom<ClassifierOptions['thresholds']>(
        { objective: 'macroF1' },
        { objective: 'precisionAtLeast', minimum: 0.6 },
        { objective: 'cardinality', scope: 'global' },
      ),
      foldCount: fc.integer({ min: 2, max: 4 }),
      seed: fc.nat(),
    },
    { requiredKeys: [] },
  ) as fc.Arbitrary<ClassifierOptions>;

  it('gives sound answers, now and when it is loaded again, or says why there are none', async () => {
    let fitted = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(movie, { maxLength: 14 }), settings, async (list, more) => {
        deepFreeze(list);
        let classifier: GenreClassifier;
        try {
          classifier = await fitOn(list, { features: tfidf({ ngrams: [1, 1] }), ...more });
        } catch (error) {
          expect(error).toMatchObject({
            name: 'GenrekitError',
            code: expect.stringMatching(/^invalid-(data|movie|labels)$/),
          });
          return;
        }
        fitted++;
        expectSound(classifier);
        const loaded = GenreClassifier.fromBytes(await classifier.toBytes());
        expect(loaded.predictProbaAll(list)).toEqual(classifier.predictProbaAll(list));
        expect(loaded.predictAll(list)).toEqual(classifier.predictAll(list));
      }),
      { numRuns: 60, seed: 1 },
    );
    expect(fitted).toBeGreaterThan(5);
  });
});
