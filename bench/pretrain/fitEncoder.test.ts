import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { LabelSet } from '../../src/labels/LabelSet.ts';
import { fixtureMovies } from '../../src/testing/fixtureMovies.ts';
import { changeRecipe } from '../encoder/recipe.ts';
import type { Row } from '../encoder/tables.ts';
import { toStrategy } from '../encoder/toStrategy.ts';
import { fitEncoder, readEncoder } from './fitEncoder.ts';

it('trains an encoder, the same each time, that its arrays bring back', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'genrekit-encoder-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'epochs');
  const labels = new LabelSet(['Comedy', 'Drama']);
  const recipe = changeRecipe({
    tokens: { vocabularySize: 200 },
    attention: { width: 4, queries: 1, hidden: [4], training: { epochs: 2 } },
  });
  const movies = (await fixtureMovies(60)).map(({ genres, ...movie }) => ({
    ...movie,
    genres: genres.filter((genre) => labels.find(genre) >= 0),
  }));
  const rows = movies.map((movie): Row => ({ movie, source: 'imdb', split: 'train' }));
  const arrays = await fitEncoder(rows, labels, recipe, undefined, file);
  expect(existsSync(file)).toBe(false);
  expect(await fitEncoder(rows, labels, recipe, undefined, file)).toEqual(arrays);
  const { features, ...encoder } = readEncoder(arrays, labels, recipe);
  const strategy = toStrategy({ features, ...encoder }, labels, recipe);
  expect(strategy.scores(features.transform(movies)).values.every(Number.isFinite)).toBe(true);
});
