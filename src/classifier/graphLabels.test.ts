import { expect, it } from 'vitest';
import { tfidf } from '../features/TfidfFeatures.ts';
import { loadPretrained } from '../pretrained/loadPretrained.ts';
import { caught } from '../testing/caught.ts';
import { fixtureMovies } from '../testing/fixtureMovies.ts';
import { tamper } from '../testing/tamper.ts';
import { GenreClassifier } from './GenreClassifier.ts';

const movies = (await fixtureMovies(120)).map((movie, row) => ({
  ...movie,
  ...(row % 2 === 0 && { knownGenres: ['Comedy', 'Drama', 'War'] }),
}));
const labels = ['Comedy', 'Drama', 'Romance', 'War'];
const classifier = await new GenreClassifier({ foldCount: 2, labels, features: tfidf({ minDf: 4 }) }).fit(
  movies,
);

it('counts the movies fitted on, leaving out of a pair those of which a genre is unknown', async () => {
  const { pairs, labels: nodes } = await classifier.labelGraph({ minSupport: 1 });
  const { support, knownCount } = pairs.find(({ a, b }) => a === 'Drama' && b === 'Romance')!;
  const known = movies.filter(({ genres }, row) => row % 2 === 1 || genres.includes('Romance'));
  expect(knownCount).toBe(known.length);
  expect(support).toBe(
    known.filter(({ genres }) => genres.includes('Drama') && genres.includes('Romance')).length,
  );
  expect(nodes.map(({ label }) => label)).toEqual(labels);
  expect(nodes.map((node) => node.support)).toEqual((await classifier.inspect()).training.supports);
});

it('is the same after saving, and after calibrating sets', async () => {
  const graph = await classifier.labelGraph();
  const opened = GenreClassifier.fromBytes(await classifier.toBytes());
  expect(await opened.labelGraph()).toEqual(graph);
  expect(await (await opened.calibrateSets(movies)).labelGraph()).toEqual(graph);
});

it('is refused by a model that does not have the counts, which works all the same', async () => {
  const old = tamper(await classifier.toBytes(), (header, sections) => {
    delete header.parts.pairCounts;
    for (const name of ['together', 'present', 'known']) sections.delete(`pairCounts/${name}`);
  });
  const opened = GenreClassifier.fromBytes(old);
  expect(opened.predictProba(movies[0]!)).toEqual(classifier.predictProba(movies[0]!));
  const error = await caught(() => opened.labelGraph());
  expect(error.code).toBe('unsupported-model');
  expect(error.message).toMatch(/saved before genrekit counted them\. Fit it again/);
});

it('is refused when the counts are damaged', async () => {
  const missing = tamper(await classifier.toBytes(), (_, sections) => sections.delete('pairCounts/known'));
  expect((await caught(() => GenreClassifier.fromBytes(missing))).code).toBe('invalid-model');
  const impossible = tamper(await classifier.toBytes(), (_, sections) =>
    sections.set('pairCounts/known', { type: 'u32', data: new Uint32Array(16) }),
  );
  expect((await caught(() => GenreClassifier.fromBytes(impossible).labelGraph())).code).toBe('invalid-model');
});

it('works, or says why not, with the bundled weights', async () => {
  const bundled = await loadPretrained();
  expect(bundled.predict({ plot: 'A soldier in the war.' }).length).toBeGreaterThan(0);
  const answer = await bundled.labelGraph().catch((error: { code: string }) => error.code);
  expect(answer === 'unsupported-model' || typeof answer === 'object').toBe(true);
});

it('is refused before a fit', async () => {
  expect((await caught(() => new GenreClassifier().labelGraph())).code).toBe('not-fitted');
});
