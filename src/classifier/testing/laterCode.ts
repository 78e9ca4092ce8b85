import { expect, it } from 'vitest';
import type { LabelledMovie } from '../../text/Movie.ts';
import { GenreClassifier } from '../GenreClassifier.ts';

/**
 * Tests what holds for every classifier whose calibration takes code that is loaded on demand.
 *
 * @param fitted - gives such a classifier, and the movies it was fitted on; called when the tests run
 */
export function testLaterCode(
  fitted: () => { readonly classifier: GenreClassifier; readonly movies: readonly LabelledMovie[] },
): void {
  it('answers alike for one movie and for many', () => {
    const { classifier, movies } = fitted();
    const all = classifier.predictProbaAll(movies);
    movies.slice(0, 40).forEach((movie, i) => {
      expect(classifier.predictProba(movie)).toEqual(all[i]);
    });
  });

  it('answers as before when it is saved and opened, which takes code to be loaded', async () => {
    const { classifier, movies } = fitted();
    const bytes = await classifier.toBytes();
    const opened = await GenreClassifier.open(bytes);
    expect(opened.predictProbaAll(movies)).toEqual(classifier.predictProbaAll(movies));
    expect(await opened.toBytes()).toEqual(bytes);
    expect(() => GenreClassifier.fromBytes(bytes)).toThrow(
      expect.objectContaining({ code: 'unsupported-model', message: expect.stringContaining('await') }),
    );
  });

  it('keeps the probabilities of its genres, to the bit, when it learns another', async () => {
    const { classifier, movies } = fitted();
    const copy = classifier.copy();
    const before = copy.predictProbaAll(movies);
    await copy.addGenre('Heist', [
      { title: 'The Vault', plot: 'A crew of thieves plans to rob a bank vault.' },
      { title: 'Safe', plot: 'A gang of robbers breaks into the casino and its safe.' },
    ]);
    const after = copy.predictProbaAll(movies);
    expect(after.map((row) => row.filter(({ label }) => label !== 'Heist'))).toEqual(before);
    const opened = await GenreClassifier.open(await copy.toBytes());
    expect(opened.predictProbaAll(movies)).toEqual(after);
  });
}
