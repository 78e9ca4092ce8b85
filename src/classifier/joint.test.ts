import { beforeAll, describe, expect, it } from 'vitest';
import { fixtureMovies } from '../testing/fixtureMovies.ts';
import type { LabelledMovie } from '../text/Movie.ts';
import { GenreClassifier } from './GenreClassifier.ts';
import { testLaterCode } from './testing/laterCode.ts';

const calibration = { method: 'platt', isJoint: true } as const;
let movies: readonly LabelledMovie[];
let classifier: GenreClassifier;

beforeAll(async () => {
  movies = await fixtureMovies(240);
  classifier = await new GenreClassifier({ foldCount: 3, calibration }).fit(movies);
});

describe('a classifier whose genres are fitted to each other', () => {
  testLaterCode(() => ({ classifier, movies }));

  it('has other probabilities than one whose genres stand alone', async () => {
    const alone = await new GenreClassifier({ foldCount: 3 }).fit(movies);
    expect(classifier.options.calibration.isJoint).toBe(true);
    expect(classifier.predictProbaAll(movies)).not.toEqual(alone.predictProbaAll(movies));
    expect(classifier.model.strategy.state()).toEqual(alone.model.strategy.state());
  });

  it('expects as many genres of a movie as movies have, on average', () => {
    const scores = classifier.predictProbaAll(movies).flat();
    const expected = scores.reduce((sum, { score }) => sum + score, 0) / movies.length;
    const truth = movies.reduce((sum, { genres }) => sum + genres.length, 0) / movies.length;
    expect(Math.abs(expected - truth)).toBeLessThan(0.3);
  });

  it('takes corrections, round by round', async () => {
    const copy = classifier.copy();
    const wrong = movies.filter(
      (movie) => [...copy.predict(movie)].sort().join() !== [...movie.genres].sort().join(),
    );
    const corrections = wrong.slice(0, 5);
    expect(corrections.length).toBe(5);
    const report = await copy.adapt(corrections, { maxChange: 1 });
    expect(report.movies.after).toBeGreaterThan(report.movies.before);
    expect(report.decisions.after).toBeGreaterThan(report.decisions.before);
  });

  it('is calibrated and tuned anew on movies of other habits', async () => {
    const single = movies.map((movie) => ({ ...movie, genres: movie.genres.slice(0, 1) }));
    const copy = await classifier.copy().recalibrate(single);
    const mean = (own: GenreClassifier) =>
      own
        .predictProbaAll(movies)
        .flat()
        .reduce((sum, { score }) => sum + score, 0) / movies.length;
    expect(Math.abs(mean(copy) - 1)).toBeLessThan(0.2);
    expect(mean(copy)).toBeLessThan(mean(classifier));
    await copy.tuneThresholds(single, { objective: 'macroF1' });
    expect(copy.predictSet(movies[0]!).length).toBeGreaterThan(0);
  });
});
