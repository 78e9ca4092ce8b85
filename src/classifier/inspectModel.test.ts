import { describe, expect, it } from 'vitest';
import { tfidf } from '../features/TfidfFeatures.ts';
import { caught } from '../testing/caught.ts';
import { fixtureMovies } from '../testing/fixtureMovies.ts';
import { GenreClassifier } from './GenreClassifier.ts';

const movies = [...(await fixtureMovies(60))].map((movie, row) =>
  row % 3 === 0
    ? { ...movie, plot: `${movie.plot} Zombies rise.`, genres: ['Zombie', ...movie.genres] }
    : movie,
);
const features = tfidf({
  title: [{ minDf: 2 }],
  plot: [
    { minDf: 2, stopWords: 'english' },
    { prefixLength: 4, minDf: 3 },
  ],
});
const classifier = await new GenreClassifier({ foldCount: 2, features }).fit(movies);

describe('inspect', () => {
  it('finds the words that tell a genre', async () => {
    const { genres } = await classifier.inspect({ wordCount: 5 });
    const { strongestWords } = genres.find(({ label }) => label === 'Zombie')!;
    expect(strongestWords.map(({ term }) => term)).toEqual(
      expect.arrayContaining(['zombies', 'rise', 'zomb']),
    );
    expect(strongestWords[0]!.field).toBe('plot');
  });

  it('lists words by weight, none of them against the genre', async () => {
    const { genres } = await classifier.inspect({ wordCount: 10_000 });
    for (const { strongestWords } of genres) {
      strongestWords.forEach(({ weight }, i) => {
        expect(weight).toBeGreaterThan(0);
        expect(weight).toBeLessThanOrEqual(strongestWords[i - 1]?.weight ?? Number.POSITIVE_INFINITY);
      });
    }
  });

  it('tells sizes that add up', async () => {
    const overview = await classifier.inspect({ wordCount: 0 });
    expect(overview.blocks.map(({ field }) => field)).toEqual(['title', 'plot', 'plot']);
    expect(overview.blocks.reduce((sum, { termCount }) => sum + termCount, 0)).toBe(overview.featureCount);
    expect(overview.featureCount).toBe(overview.training.featureCount);
    expect(overview.genres.every(({ strongestWords }) => strongestWords.length === 0)).toBe(true);
    expect(overview).toMatchObject({
      strategy: 'binary-relevance',
      objective: 'microF1',
      fields: ['title', 'plot'],
    });
    expect(JSON.parse(JSON.stringify(overview))).toEqual(overview);
  });

  it('tells ten words of a genre that has so many, unless asked for others', async () => {
    const counts = (await classifier.inspect()).genres.map(({ strongestWords }) => strongestWords.length);
    expect(Math.max(...counts)).toBe(10);
  });

  it.each<[string, unknown, RegExp]>([
    ['null', null, /The options of inspect must be an object; got null/],
    ['an unknown option', { words: 3 }, /inspect has no option "words"; its options are wordCount/],
    [
      'a count that is none',
      { wordCount: -1 },
      /inspect\.wordCount must be a whole number at least 0; got -1/,
    ],
  ])('refuses %s', async (_, options, message) => {
    const error = await caught(() => classifier.inspect(options as never));
    expect(error.code).toBe('invalid-option');
    expect(error.message).toMatch(message);
  });
});
