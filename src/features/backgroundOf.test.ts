import { expect, it } from 'vitest';
import { fixtureMovies } from '../testing/fixtureMovies.ts';
import { backgroundOf } from './backgroundOf.ts';
import { fitTfidfFeatures } from './fitTfidfFeatures.ts';
import { tfidf } from './TfidfFeatures.ts';

const movies = await fixtureMovies(200);

it.each(['l2', 'l1', 'none'] as const)('recalls the texts of a vocabulary, with the norm %s', (norm) => {
  const options = { minDf: 5, norm, stopWords: 'english' as const };
  const features = fitTfidfFeatures(movies, tfidf({ title: [], plot: [{ ...options, weight: 0.5 }] }), [
    'plot',
  ]);
  const { shares, sizes } = backgroundOf(features);
  const { columns, values } = features.transform(movies).matrix;
  const sums = new Float64Array(features.columnCount);
  const counts = new Float64Array(features.columnCount);
  columns.forEach((column, k) => {
    sums[column]! += values[k]!;
    counts[column]!++;
  });
  const texts = movies.filter(({ plot }) => (plot ?? '').trim() !== '').length;
  shares.forEach((share, column) => {
    expect(share).toBeCloseTo(counts[column]! / texts, 12);
  });
  // Rows differ in length, so the value of a term is known but roughly; on average it is right within a fifth.
  const ratio =
    sums.reduce((sum, own) => sum + own, 0) /
    shares.reduce((sum, share, column) => sum + share * sizes[column]! * texts, 0);
  expect(ratio).toBeGreaterThan(0.8);
  expect(ratio).toBeLessThan(1.25);
});
