import { describe, expect, it } from 'vitest';
import { linearSvm } from '../learners/linearSvm.ts';
import { trainLabels } from '../learners/trainLabels.ts';
import { binaryRelevance } from '../strategies/BinaryRelevance.ts';
import { caught } from '../testing/caught.ts';
import { deepFreeze } from '../testing/deepFreeze.ts';
import { digest } from '../testing/digest.ts';
import { fixtureMovies } from '../testing/fixtureMovies.ts';
import type { LabelledMovie } from '../text/Movie.ts';
import { GenreClassifier } from './GenreClassifier.ts';

const movies = deepFreeze(await fixtureMovies(100));
const others = deepFreeze((await fixtureMovies()).filter((movie) => !movies.includes(movie)).slice(0, 45));
const options = { foldCount: 3 };
const classifier = await new GenreClassifier(options).fit(movies);
const sum = digest(await classifier.toBytes());

const othello = {
  title: 'Othello',
  plot: 'A jealous general of Venice is driven to murder his wife by the lies of a trusted officer.',
};

/** The same movies with one field alone. */
const only = (field: 'title' | 'plot', list: readonly LabelledMovie[]): LabelledMovie[] =>
  list.map((movie) => ({ [field]: movie[field], genres: movie.genres }));

describe('fit', () => {
  it('gives the same bytes for the same movies, settings and seed', async () => {
    const again = await new GenreClassifier({ foldCount: 3, seed: 1 }).fit(
      movies.map((movie) => ({ ...movie })),
    );
    expect(digest(await again.toBytes())).toBe(sum);
  });

  it('gives other bytes for another seed', async () => {
    const other = await new GenreClassifier({ ...options, seed: 2 }).fit(movies);
    expect(digest(await other.toBytes())).not.toBe(sum);
  });

  it('forgets the fit before', async () => {
    const twice = new GenreClassifier(options);
    await twice.fit(others);
    await twice.fit(movies);
    expect(digest(await twice.toBytes())).toBe(sum);
  });

  it('does not depend on who fits the labels', async () => {
    const elsewhere = await new GenreClassifier(options).fit(movies, { trainer: { trainLabels } });
    expect(digest(await elsewhere.toBytes())).toBe(sum);
  });

  it('sums the training up as counting it by hand does', async () => {
    const { training, genres } = await classifier.inspect();
    const having = (genre: string) => movies.filter((movie) => movie.genres.includes(genre)).length;
    expect(classifier.labels).toEqual([...new Set(movies.flatMap((movie) => movie.genres))].sort());
    expect(training.supports).toEqual(classifier.labels.map(having));
    expect(genres.map(({ support }) => support)).toEqual(training.supports);
    expect(training.sampleCount).toBe(movies.length);
    const genreCount = movies.reduce((sum, movie) => sum + new Set(movie.genres).size, 0);
    expect(training.cardinality).toBeCloseTo(genreCount / movies.length, 12);
    expect(Object.keys(training.outOfFold)).toEqual(['title+plot', 'title', 'plot']);
  });

  it('finds more on real movies than the most frequent genres would', async () => {
    const test = await classifier.evaluate(others);
    const drama = { predict: ['Drama', 'Comedy'] };
    const hits = others.flatMap(({ genres }) =>
      genres.filter((genre) => drama.predict.includes(genre)),
    ).length;
    const truths = others.flatMap(({ genres }) => genres).length;
    expect(test.metrics.microF1).toBeGreaterThan((2 * hits) / (truths + 2 * others.length) + 0.02);
  });

  it('keeps the former fit when a fit fails', async () => {
    const kept = await new GenreClassifier(options).fit(movies);
    const bad = [...movies.slice(0, 20), { title: 'x', genres: 'Drama' } as unknown as LabelledMovie];
    expect((await caught(() => kept.fit(bad))).code).toBe('invalid-labels');
    expect((await caught(() => kept.fit([]))).code).toBe('invalid-data');
    expect(digest(await kept.toBytes())).toBe(sum);
  });

  it('keeps the former fit when it is stopped, at whatever stage', async () => {
    const kept = await new GenreClassifier(options).fit(movies);
    for (const last of ['features', 'fold 1 of 3', 'fold 3 of 3', 'all rows']) {
      const controller = new AbortController();
      const onProgress = ({ stage }: { stage: string }) => {
        if (stage === last) controller.abort(new Error('enough'));
      };
      const error = await caught(() => kept.fit(others, { signal: controller.signal, onProgress }));
      expect(error.code, last).toBe('aborted');
      expect(error.cause).toEqual(new Error('enough'));
    }
    const early = await caught(() => kept.fit(others, { signal: AbortSignal.abort() }));
    expect(early.code).toBe('aborted');
    expect(digest(await kept.toBytes())).toBe(sum);
  });

  it('passes on what a progress listener throws, and keeps the former fit', async () => {
    const kept = await new GenreClassifier(options).fit(movies);
    const onProgress = () => {
      throw new RangeError('the display broke');
    };
    await expect(kept.fit(others, { onProgress })).rejects.toThrow(new RangeError('the display broke'));
    expect(digest(await kept.toBytes())).toBe(sum);
  });

  it('tells of each stage up to its end', async () => {
    const last = new Map<string, string>();
    await new GenreClassifier(options).fit(others, {
      onProgress: ({ stage, done, total }) => last.set(stage, `${done}/${total}`),
    });
    expect([...last.keys()]).toEqual(['features', 'fold 1 of 3', 'fold 2 of 3', 'fold 3 of 3', 'all rows']);
    for (const progress of last.values()) expect(progress).toMatch(/^(\d+)\/\1$/);
  });

  it('takes the genres that it is given, in their order, and no others', async () => {
    const labels = ['Thriller', 'Comedy', 'Drama'];
    const chosen = await new GenreClassifier({ ...options, labels }).fit(movies);
    expect(chosen.labels).toEqual(labels);
    expect(chosen.predictProba(othello).map(({ label }) => label)).toHaveLength(3);
    expect((await chosen.inspect()).training.supports).toEqual(
      labels.map((genre) => movies.filter((movie) => movie.genres.includes(genre)).length),
    );
  });
});

describe('weights', () => {
  const weighted = (weight: (row: number) => number) =>
    movies.map((movie, row) => ({ ...movie, weight: weight(row) }));
  const withC = (c: number) =>
    new GenreClassifier({ ...options, strategy: binaryRelevance({ learner: linearSvm({ c }) }) });

  it('of 1 are as none', async () => {
    expect(digest(await (await new GenreClassifier(options).fit(weighted(() => 1))).toBytes())).toBe(sum);
  });

  it('multiply the cost of a row: twice the weight is twice the C', async () => {
    const double = await withC(0.1).fit(weighted(() => 2));
    const single = await withC(0.2).fit(movies);
    expect(double.predictProbaAll(others)).toEqual(single.predictProbaAll(others));
  });

  it('of 0 keep a row out of the learner', async () => {
    const odd = weighted((row) => (row % 10 === 0 ? 0 : 1));
    const relabelled = odd.map((movie, row) => (row % 10 === 0 ? { ...movie, genres: ['Drama'] } : movie));
    const weightsOf = async (list: readonly LabelledMovie[]) => {
      const fitted = await new GenreClassifier({ ...options, labels: classifier.labels }).fit(list);
      return (await fitted.inspect({ wordCount: 20 })).genres.map(({ strongestWords }) => strongestWords);
    };
    const kept = await weightsOf(odd);
    expect(kept).not.toEqual(await weightsOf(movies));
    // The folds see the labels, the last fit on all rows does not: its word weights stay.
    expect(await weightsOf(relabelled)).toEqual(kept);
  });
});

describe('predict', () => {
  const mixed = others.map((movie, row) =>
    row % 3 === 0 ? { title: movie.title } : row % 3 === 1 ? { plot: movie.plot } : movie,
  );

  it('gives one movie what it gives it in a batch, whatever fields the others have', () => {
    const genres = classifier.predictAll(mixed);
    const scores = classifier.predictProbaAll(mixed);
    expect(genres).toHaveLength(mixed.length);
    mixed.forEach((movie, row) => {
      expect(classifier.predict(movie)).toEqual(genres[row]);
      expect(classifier.predictProba(movie)).toEqual(scores[row]);
    });
    expect(classifier.predictAll([])).toEqual([]);
    expect(classifier.predictProbaAll([])).toEqual([]);
  });

  it('lists every genre once, most likely first, with probabilities', () => {
    for (const scores of classifier.predictProbaAll(mixed)) {
      expect(scores.map(({ label }) => label).sort()).toEqual(classifier.labels);
      scores.forEach(({ score }, i) => {
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(scores[i - 1]?.score ?? 1);
      });
    }
  });

  it('gives the genres whose probabilities reach the thresholds, or else the one that comes nearest', async () => {
    const { genres } = await classifier.inspect();
    const shapes = ['title', 'plot', 'title+plot'];
    mixed.forEach((movie, row) => {
      const ranked = classifier.predictProba(movie).map(({ label, score }) => {
        const { thresholds } = genres.find((genre) => genre.label === label)!;
        return { label, ratio: score / thresholds[shapes[row % 3]!]! };
      });
      const reached = ranked.filter(({ ratio }) => ratio >= 1);
      const [nearest] = ranked.toSorted((a, b) => b.ratio - a.ratio);
      const expected = reached.length > 0 ? reached : [nearest!];
      expect(classifier.predict(movie)).toEqual(expected.map(({ label }) => label));
    });
  });

  it('hears the title, the plot, and both', () => {
    const byTitle = classifier.predictProba({ title: 'The Zombie Curse' });
    const byPlot = classifier.predictProba({ plot: othello.plot });
    const byBoth = classifier.predictProba(othello);
    expect(byTitle).not.toEqual(byPlot);
    expect(byBoth).not.toEqual(byPlot);
    expect(classifier.predictProba({ title: ' \t\n', plot: othello.plot })).toEqual(byPlot);
    expect(classifier.predictProba({ title: undefined, plot: othello.plot, year: 1951 })).toEqual(byPlot);
  });

  it('gives new lists each time', () => {
    classifier.predict(othello).push('Spoiled');
    classifier.predictProba(othello).pop();
    expect(classifier.predict(othello)).not.toContain('Spoiled');
    expect(classifier.predictProba(othello)).toHaveLength(classifier.labels.length);
  });

  it('is not possible before a fit', async () => {
    const unfitted = new GenreClassifier();
    for (const use of [
      () => unfitted.predict(othello),
      () => unfitted.predictAll([]),
      () => unfitted.predictProba(othello),
      () => unfitted.labels,
      () => unfitted.evaluate(movies),
      () => unfitted.inspect(),
      () => unfitted.toBytes(),
    ]) {
      expect((await caught(use)).code).toBe('not-fitted');
    }
  });
});

describe('fields', () => {
  it('leave the others unseen, in fitting and in predicting', async () => {
    for (const field of ['title', 'plot'] as const) {
      const both = await new GenreClassifier({ ...options, fields: [field] }).fit(movies);
      const alone = await new GenreClassifier({ ...options, fields: [field] }).fit(only(field, movies));
      expect(digest(await both.toBytes())).toBe(digest(await alone.toBytes()));
      expect((await both.inspect()).fields).toEqual([field]);
      expect(both.predictProbaAll(others)).toEqual(both.predictProbaAll(only(field, others)));
      const other = field === 'title' ? { plot: 'A war.' } : { title: 'War' };
      expect(await caught(() => both.predict(other))).toMatchObject({
        code: 'invalid-movie',
        message: expect.stringContaining(`has no ${field}`),
      });
    }
  });

  it('come out alike in any order', async () => {
    const { fields } = new GenreClassifier({ fields: ['plot', 'title'] }).options;
    expect(fields).toEqual(['title', 'plot']);
  });

  it('are those that the movies have, when they all lack one', async () => {
    const plots = await new GenreClassifier(options).fit(only('plot', movies));
    expect(Object.keys((await plots.inspect()).training.outOfFold)).toEqual(['plot']);
    expect(plots.predict({ plot: othello.plot })).toEqual(plots.predict(othello));
  });

  it('may be title alone for some movies and plot alone for the others', async () => {
    const halves = movies.map((movie, row) =>
      row % 2 === 0
        ? { title: movie.title, genres: movie.genres }
        : { plot: movie.plot, genres: movie.genres },
    );
    const fitted = await new GenreClassifier(options).fit(halves);
    const { training, genres } = await fitted.inspect();
    expect(Object.keys(training.outOfFold)).toEqual(['title', 'plot']);
    // No row had both, so movies with both are decided as those with a plot.
    const scores = fitted.predictProba(othello);
    const reached = scores.filter(
      ({ label, score }) => score >= genres.find((genre) => genre.label === label)!.thresholds.plot!,
    );
    expect(reached.length).toBeGreaterThan(0);
    expect(fitted.predict(othello)).toEqual(reached.map(({ label }) => label));
  });
});

describe('odd movies', () => {
  it('of one genre all get it', async () => {
    const dramas = movies.map((movie) => ({ ...movie, genres: ['Drama'] }));
    const fitted = await new GenreClassifier(options).fit(dramas);
    expect(fitted.predictProba(othello)).toEqual([{ label: 'Drama', score: expect.any(Number) }]);
    expect(fitted.predictProba(othello)[0]!.score).toBeGreaterThan(0.9);
    expect(fitted.predictAll(others)).toEqual(others.map(() => ['Drama']));
    expect(GenreClassifier.fromBytes(await fitted.toBytes()).predict(othello)).toEqual(['Drama']);
  });

  it('that share a genre all get it, beside their own', async () => {
    const films = movies.map((movie) => ({ ...movie, genres: ['Film', ...movie.genres] }));
    const fitted = await new GenreClassifier(options).fit(films);
    for (const genres of fitted.predictAll(others)) expect(genres).toContain('Film');
    const report = await fitted.evaluate(films);
    expect(report.perLabel.find(({ label }) => label === 'Film')).toMatchObject({ recall: 1, precision: 1 });
  });

  it('may have genres and words that every object has', async () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    const odd = movies.map((movie, row) => ({
      title: `${names[row % 4]} ${movie.title}`,
      plot: `${movie.plot} ${names[row % 4]} valueOf`,
      genres: [names[row % 4]!],
    }));
    const fitted = await new GenreClassifier(options).fit(odd);
    expect(fitted.labels).toEqual(names.toSorted());
    const loaded = GenreClassifier.fromBytes(await fitted.toBytes());
    for (const name of names) {
      const movie = { title: name, plot: `${name} valueOf` };
      expect(fitted.predict(movie)).toEqual([name]);
      expect(loaded.predictProba(movie)).toEqual(fitted.predictProba(movie));
    }
    expect((await fitted.evaluate(odd)).metrics.microF1).toBe(1);
  });

  it('may be one endless word, or end in half an emoji, and still be learned from and saved', async () => {
    const odd = movies.map(({ title, plot, genres }, row) =>
      row === 0 ? { title: 'x'.repeat(1_000_000), genres } : { title: `${title} cut\ud83d`, plot, genres },
    );
    const fitted = await new GenreClassifier(options).fit(odd);
    const loaded = GenreClassifier.fromBytes(await fitted.toBytes());
    expect(loaded.predictProbaAll(odd)).toEqual(fitted.predictProbaAll(odd));
  });

  it('read the same whatever their line ends', () => {
    const unix = 'A killer hides on a train.\nA detective\n\nfollows him.';
    expect(classifier.predictProba({ plot: unix.replaceAll('\n', '\r\n') })).toEqual(
      classifier.predictProba({ plot: unix }),
    );
  });

  it.each([
    ['emoji', '👻🎃🔪'],
    ['half an emoji', '\ud83d'],
    ['a zero-width space', '\u200b'],
    ['NUL', '\0'],
    ['punctuation', '?!'],
    ['another script', '羅生門'],
    ['a number', '1917'],
  ])('of nothing but %s get probabilities like any other', (_, title) => {
    for (const movie of [{ title }, { plot: title }, { title, plot: title }]) {
      const scores = classifier.predictProba(movie);
      expect(scores.every(({ score }) => score >= 0 && score <= 1)).toBe(true);
      expect(classifier.predict(movie).length).toBeGreaterThan(0);
    }
  });

  // Work that grew with the square of the length would take many minutes here, on any machine.
  it.each([
    ['words', 'a killer hides on the train '],
    ['one word', 'x'],
    ['spaces', ' \t\n'],
    ['emoji', '👻'],
    ['accents', 'é'],
    ['combining accents', 'e\u0301'],
  ])(
    'of a megabyte of %s are read in linear time',
    (_, piece) => {
      const text = `A${piece.repeat(1_000_000 / piece.length)}`;
      const started = performance.now();
      classifier.predict({ title: text, plot: text });
      expect(performance.now() - started).toBeLessThan(20_000);
    },
    30_000,
  );
});
