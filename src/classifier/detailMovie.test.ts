import { describe, expect, it } from 'vitest';
import { fixtureMovies } from '../testing/fixtureMovies.ts';
import { GenreClassifier } from './GenreClassifier.ts';

const movies = await fixtureMovies();
const classifier = await new GenreClassifier({ foldCount: 2 }).fit(movies.slice(0, 400));
const plot =
  'A detective hunts a killer through the city, and the two of them fall in love before the war is over.';

describe('predictDetailed', () => {
  it('predicts as the other methods do where there is something to go by', async () => {
    const movie = { title: 'The Hunt', plot };
    const { genres, scores, catalogue, evidence } = await classifier.predictDetailed(movie);
    expect(genres).toEqual(classifier.predict(movie));
    expect(scores).toEqual(classifier.predictProba(movie));
    expect(catalogue).toBe('auto');
    expect(evidence).toMatchObject({ level: 'enough', isEnglish: true });
    expect(evidence!.knownWordCount).toBeGreaterThan(3);
  });

  it.each([
    [
      'unknown words',
      { plot: 'Xyzzy qwrtz plugh.' },
      { level: 'none', knownWordCount: 0, unknownShare: 1, isEnglish: null },
    ],
    [
      'no words at all',
      { title: '?!' },
      { level: 'none', knownWordCount: 0, unknownShare: 1, isEnglish: null },
    ],
    [
      'one word',
      { plot: 'Murder.' },
      { level: 'little', knownWordCount: 1, unknownShare: 0, isEnglish: null },
    ],
    ['mostly unknown words', { plot: 'War of qwrtz and plugh, xyzzy.' }, { level: 'little' }],
    [
      'another language',
      {
        plot: 'Un ispettore di polizia cerca un assassino nella città di notte, mentre la moglie lo aspetta a casa con i figli.',
      },
      { level: 'none', isEnglish: false },
    ],
  ])('says so of %s', async (_, movie, expected) => {
    expect((await classifier.predictDetailed(movie)).evidence).toMatchObject(expected);
  });

  it('tells how often genres occur where there is nothing to go by', async () => {
    const counts = new Map<string, number>();
    for (const { genres } of movies.slice(0, 400))
      for (const genre of genres) counts.set(genre, (counts.get(genre) ?? 0) + 1);
    const foreign =
      'Der Krieg ist vorbei, und ein Mann kehrt nach Berlin zu der Frau heim, die er einmal geliebt hatte.';
    const { scores, evidence } = await classifier.predictDetailed({ plot: foreign });
    expect(evidence!.level).toBe('none');
    expect(scores).toEqual((await classifier.predictDetailed({ plot: 'xyzzy' })).scores);
    expect(scores).toEqual(classifier.predictProba({ plot: 'xyzzy' }));
    for (const { label, score } of scores)
      expect(Math.abs(score - counts.get(label)! / 400)).toBeLessThan(0.15);
  });

  it('tells the thresholds that decided, those of the catalogue and of the fields that there are', async () => {
    const named = movies
      .slice(0, 500)
      .map((movie, row) => ({ ...movie, catalogue: row % 2 ? 'one' : 'two' }));
    const both = await new GenreClassifier({ foldCount: 2 }).fit(named);
    for (const movie of [{ plot }, { title: 'The Hunt' }, { title: 'The Hunt', plot }]) {
      for (const catalogue of ['auto', 'one', 'two']) {
        const { genres, scores, thresholds } = await both.predictDetailed(movie, { catalogue });
        for (const { label, score } of scores) {
          const { threshold } = await both.explain(movie, label, { catalogue });
          expect(thresholds![label]).toBe(threshold);
          if (genres.length > 1) expect(genres.includes(label)).toBe(score >= threshold!);
        }
      }
    }
    const { thresholds } = await both.predictDetailed({ plot }, { decoder: { kind: 'topK', k: 2 } });
    expect(thresholds).toBeNull();
  });

  it('refuses what predict refuses', async () => {
    await expect(classifier.predictDetailed({})).rejects.toThrow(
      expect.objectContaining({ code: 'invalid-movie' }),
    );
    await expect(classifier.predictDetailed({ plot }, { catalogue: 'imdb' })).rejects.toThrow(
      expect.objectContaining({ code: 'invalid-option' }),
    );
    await expect(new GenreClassifier().predictDetailed({ plot })).rejects.toThrow(
      expect.objectContaining({ code: 'not-fitted' }),
    );
  });
});
