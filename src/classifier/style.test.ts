import { beforeAll, describe, expect, it } from 'vitest';
import { fixtureMovies } from '../testing/fixtureMovies.ts';
import type { LabelledMovie } from '../text/Movie.ts';
import { GenreClassifier } from './GenreClassifier.ts';
import { testLaterCode } from './testing/laterCode.ts';
import { refusalOf, spoilt, waysToSpoil } from './testing/spoil.ts';

const calibration = { method: 'platt', hasStyle: true } as const;
let movies: readonly LabelledMovie[];
let classifier: GenreClassifier;

beforeAll(async () => {
  // Of plots that say the same, the long ones are documentaries.
  movies = (await fixtureMovies()).map((movie, i) =>
    i % 2 === 0 ? movie : { ...movie, plot: `${movie.plot} `.repeat(4), genres: ['Documentary'] },
  );
  classifier = await new GenreClassifier({ foldCount: 3, calibration }).fit(movies);
});

const documentary = (own: GenreClassifier, plot: string) =>
  own.predictProba({ plot }).find(({ label }) => label === 'Documentary')!.score;

/** Words that no movie has: as many as `count`. */
const unknown = (count: number) => 'qq '.repeat(count);

describe('a classifier that reads how texts are written', () => {
  testLaterCode(() => ({ classifier, movies }));

  it('goes by the style where words say nothing', async () => {
    const alone = await new GenreClassifier({ foldCount: 3, calibration: { method: 'platt' } }).fit(movies);
    const [short, long] = [unknown(14), unknown(90)];
    expect(documentary(classifier, long)).toBeGreaterThan(documentary(classifier, short) + 0.1);
    expect(documentary(alone, long)).toBe(documentary(alone, short));
    expect(classifier.model.strategy.state()).toEqual(alone.model.strategy.state());
  });

  it('does so when it weighs the evidence and finds none', async () => {
    const { scores, evidence } = await classifier.predictDetailed({ plot: unknown(90) });
    expect(evidence!.level).toBe('none');
    expect(scores).toEqual(classifier.predictProba({ plot: unknown(90) }));
  });

  it('tells how much of a score is style', async () => {
    const [short, long] = await Promise.all(
      [14, 90].map((count) => classifier.explain({ plot: unknown(count) }, 'Documentary')),
    );
    expect(long!.rawScore).toBe(short!.rawScore);
    expect(long!.style).toBeGreaterThan(short!.style);
  });

  it('keeps its style when it is calibrated anew, and takes corrections', async () => {
    const copy = await classifier.copy().recalibrate(movies);
    expect(documentary(copy, unknown(90))).toBeGreaterThan(documentary(copy, unknown(14)) + 0.1);
    const corrections = movies.slice(0, 3).map((movie) => ({ ...movie, genres: ['Documentary'] }));
    const report = await copy.adapt(corrections, { maxChange: 1 });
    expect(report.decisions.after).toBeGreaterThan(report.decisions.before);
  });

  it('refuses a saved style that is damaged, or answers soundly', async () => {
    const file = await classifier.toBytes({ isCompressed: false });
    const refusal = (name: string, way: string) =>
      refusalOf(() => GenreClassifier.open(spoilt(file, `styles/${name}`, way)));
    for (const name of ['weights-title-plot', 'weights-plot', 'units-title-plot', 'units-title']) {
      for (const way of waysToSpoil) {
        const message = await refusal(name, way);
        expect(message ?? way).toMatch(message ? /styles/ : /^(zeroed|filled|reversed)/);
      }
    }
    expect(await refusal('units-plot', 'filled with what is largest')).toContain('units');
  });
});
