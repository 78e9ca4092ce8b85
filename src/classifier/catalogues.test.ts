import { beforeAll, describe, expect, it } from 'vitest';
import { tfidf } from '../features/TfidfFeatures.ts';
import { fixtureMovies } from '../testing/fixtureMovies.ts';
import type { LabelledMovie } from '../text/Movie.ts';
import { GenreClassifier } from './GenreClassifier.ts';

/** Each film is in both catalogues; the terse one gives one genre at most and has no Romance. */
let movies: LabelledMovie[];
let classifier: GenreClassifier;
let unseen: LabelledMovie[];

const inRich = (movie: LabelledMovie) => ({ ...movie, catalogue: 'rich' });
const inTerse = (movie: LabelledMovie, known: readonly string[]) => ({
  ...movie,
  catalogue: 'terse',
  genres: movie.genres.filter((genre) => genre !== 'Romance').slice(0, 1),
  knownGenres: known,
});

beforeAll(async () => {
  const all = await fixtureMovies();
  const genres = [...new Set(all.flatMap((movie) => movie.genres))].sort();
  const known = genres.filter((genre) => genre !== 'Romance');
  unseen = all.slice(0, 60);
  const learned = all.slice(60);
  movies = learned.map((movie, row) => (row % 2 === 0 ? inRich(movie) : inTerse(movie, known)));
  classifier = await new GenreClassifier({ foldCount: 2 }).fit(movies);
}, 60_000);

const countOf = (genres: readonly string[][]) => genres.flat().length;
const texts = () => unseen.map(({ title, plot }) => ({ title, plot }));

describe('catalogues', () => {
  it('are those that enough movies name', async () => {
    expect(classifier.catalogues).toEqual(['rich', 'terse']);
    const few = movies.map((movie, row) => (row < 20 ? movie : { ...movie, catalogue: undefined }));
    expect((await new GenreClassifier({ foldCount: 2 }).fit(few.slice(0, 120))).catalogues).toEqual([]);
  });

  it('give as many genres as they are used to, and none that they cannot show', () => {
    const rich = classifier.predictAll(texts(), { catalogue: 'rich' });
    const terse = classifier.predictAll(texts(), { catalogue: 'terse' });
    expect(countOf(terse)).toBeLessThan(countOf(rich));
    expect(terse.flat()).not.toContain('Romance');
    for (const scores of classifier.predictProbaAll(texts(), { catalogue: 'terse' }))
      expect(scores.find(({ label }) => label === 'Romance')!.score).toBe(0);
  });

  it('are chosen by the movie before the call, and by the call before the classifier', async () => {
    const [movie] = texts() as [LabelledMovie];
    const by = (catalogue: string) => classifier.predictProba(movie, { catalogue });
    expect(by('rich')).not.toEqual(by('terse'));
    expect(classifier.predictProba({ ...movie, catalogue: 'terse' }, { catalogue: 'rich' })).toEqual(
      by('terse'),
    );
    expect(classifier.predictProba({ ...movie, catalogue: 'unheard of' }, { catalogue: 'rich' })).toEqual(
      by('rich'),
    );
    expect(classifier.predictProba(movie)).toEqual(by('auto'));
    const terse = await new GenreClassifier({ foldCount: 2, catalogue: 'terse' }).fit(movies);
    expect(terse.predictProba(movie)).toEqual(by('terse'));
  });

  it('may differ from movie to movie of a batch', () => {
    const mixed = texts().map((movie, row) => ({
      ...movie,
      catalogue: ['rich', 'terse', undefined][row % 3],
    }));
    expect(classifier.predictAll(mixed)).toEqual(mixed.map((movie) => classifier.predict(movie)));
  });

  it('are kept in files', async () => {
    const opened = GenreClassifier.fromBytes(await classifier.toBytes());
    expect(opened.catalogues).toEqual(['rich', 'terse']);
    for (const catalogue of ['rich', 'terse', 'auto']) {
      expect(opened.predictProbaAll(texts(), { catalogue })).toEqual(
        classifier.predictProbaAll(texts(), { catalogue }),
      );
      expect(opened.predictAll(texts(), { catalogue })).toEqual(
        classifier.predictAll(texts(), { catalogue }),
      );
    }
    expect(await opened.toBytes()).toEqual(await classifier.toBytes());
  });

  it('that nobody named are refused by name', async () => {
    const error = expect.objectContaining({
      code: 'invalid-option',
      message: expect.stringContaining('auto, rich'),
    });
    expect(() => classifier.predict({ title: 'Heat' }, { catalogue: 'imdb' })).toThrow(error);
    expect(() => classifier.predictAll([], { catalogue: 'imdb' })).toThrow(error);
    await expect(
      new GenreClassifier({ foldCount: 2, catalogue: 'imdb' }).fit(movies.slice(0, 40)),
    ).rejects.toThrow(expect.objectContaining({ code: 'invalid-option' }));
    expect(() => new GenreClassifier({ catalogue: '' })).toThrow(
      expect.objectContaining({ code: 'invalid-option' }),
    );
    expect(() => classifier.predict({ title: 'Heat', catalogue: 7 as unknown as string })).toThrow(
      expect.objectContaining({ code: 'invalid-movie' }),
    );
  });

  it('serve evaluation and explanations alike', async () => {
    const report = await classifier.evaluate(unseen, { catalogue: 'terse' });
    expect(report.metrics.predictedLabelCardinality).toBeCloseTo(
      countOf(classifier.predictAll(texts(), { catalogue: 'terse' })) / unseen.length,
      1,
    );
    const [movie] = texts() as [LabelledMovie];
    const { label, score } = classifier.predictProba(movie, { catalogue: 'terse' })[0]!;
    const explained = await classifier.explain(movie, label, { catalogue: 'terse' });
    expect(explained.score).toBe(score);
  });
});

describe('tuning to movies of one’s own', () => {
  it('changes thresholds alone, and what predictions go by', async () => {
    const mine = classifier.copy();
    await mine.tuneThresholds(unseen, { objective: 'macroF1' });
    expect(mine.options.thresholds.objective).toBe('macroF1');
    expect(mine.predictProbaAll(texts())).toEqual(classifier.predictProbaAll(texts()));
    expect(mine.predictAll(texts())).not.toEqual(classifier.predictAll(texts()));
    const before = await classifier.evaluate(unseen, { objective: 'macroF1' });
    const after = await mine.evaluate(unseen);
    expect(after.metrics.macroF1!).toBeGreaterThan(before.metrics.macroF1!);
    expect(GenreClassifier.fromBytes(await mine.toBytes()).predictAll(texts())).toEqual(
      mine.predictAll(texts()),
    );
    // A catalogue that no movie names keeps its thresholds: those for the same objective, where it has them.
    const terse = { catalogue: 'terse' };
    expect(mine.predictAll(texts(), terse)).toEqual(
      classifier.predictAll(texts(), { ...terse, objective: 'macroF1' }),
    );
    await mine.tuneThresholds(unseen, { objective: 'fBeta', beta: 2 });
    expect(GenreClassifier.fromBytes(await mine.toBytes()).predictAll(texts(), terse)).toEqual(
      mine.predictAll(texts(), terse),
    );
  });

  it('recalibrates to how often genres are given', async () => {
    // A catalogue in which everything is a drama half of the time, whatever the text says.
    const dramas = movies.map((movie, row) => ({
      ...movie,
      catalogue: undefined,
      genres: row % 2 === 0 ? ['Drama'] : ['Comedy'],
      knownGenres: undefined,
    }));
    const mine = await classifier.copy().recalibrate(dramas);
    const mean = (model: GenreClassifier, genre: string) =>
      model
        .predictProbaAll(texts())
        .reduce((sum, scores) => sum + scores.find(({ label }) => label === genre)!.score, 0) / unseen.length;
    expect(mean(mine, 'Drama')).toBeCloseTo(0.5, 1);
    expect(mean(mine, 'Comedy')).toBeCloseTo(0.5, 1);
    expect(mean(mine, 'Horror')).toBeCloseTo(mean(classifier, 'Horror'), 12); // nobody has it: nothing to learn from
  });

  it('tunes a catalogue by the movies that name it', async () => {
    const mine = await classifier.copy().tuneThresholds(unseen.map(inRich));
    expect(mine.predictAll(texts(), { catalogue: 'terse' })).toEqual(
      classifier.predictAll(texts(), { catalogue: 'terse' }),
    );
    expect(mine.predictAll(texts(), { catalogue: 'rich' })).not.toEqual(
      classifier.predictAll(texts(), { catalogue: 'rich' }),
    );
  });

  it('refuses what nothing can be learned from', async () => {
    const refused = expect.objectContaining({ code: 'invalid-data' });
    await expect(classifier.copy().tuneThresholds(unseen.slice(0, 1))).rejects.toThrow(refused);
    await expect(classifier.copy().recalibrate([{ title: 'Heat', genres: ['Opera'] }])).rejects.toThrow(
      refused,
    );
    await expect(classifier.copy().tuneThresholds(unseen, { objective: 'best' as never })).rejects.toThrow(
      expect.objectContaining({ code: 'invalid-option' }),
    );
  });
});

describe('titleWeight', () => {
  it('lets a title without a plot speak through the words of plots', async () => {
    const features = tfidf({ title: [{}], plot: [{ titleWeight: 0.5 }] });
    const model = await new GenreClassifier({ foldCount: 2, features }).fit(movies);
    const { words } = await model.explain({ title: 'Detective and killer and murder and love' });
    expect(words.some(({ field, value }) => field === 'title' && value !== 0)).toBe(true);
    const opened = GenreClassifier.fromBytes(await model.toBytes());
    const titles = unseen.map(({ title }) => ({ title }));
    expect(opened.predictProbaAll(titles)).toEqual(model.predictProbaAll(titles));
    expect(() => tfidf({ title: [{ titleWeight: 1 }] })).toThrow(
      expect.objectContaining({ code: 'invalid-option' }),
    );
  });
});
