import { GenreClassifier } from '../../classifier/GenreClassifier.ts';
import { fixtureMovies } from '../../testing/fixtureMovies.ts';

/** A classifier that is fitted in no time, and the bytes of its file. */
export async function smallModel(fields: readonly ('title' | 'plot')[] = ['title', 'plot']) {
  const classifier = await new GenreClassifier({ foldCount: 2, fields }).fit(await fixtureMovies(60));
  return { classifier, bytes: await classifier.toBytes() };
}
