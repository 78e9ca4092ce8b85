import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readMovies } from '../../src/data/readMovies.ts';
import type { LabelledMovie } from '../../src/text/Movie.ts';
import type { Catalogue } from './settings.ts';

/** A movie to learn from or to choose by. */
export interface TrainingRow {
  readonly movie: LabelledMovie;
  readonly catalogue: Catalogue;
  readonly split: 'train' | 'valid' | 'test';
  /** The title, so spelled that equal titles are equal. */
  readonly key: string;
}

/** All rows, and what proves that they are the same as last time. */
export interface TrainingData {
  readonly genres: readonly string[];
  readonly rows: readonly TrainingRow[];
  /** SHA-256 of each file. */
  readonly checksums: Readonly<Record<string, string>>;
}

/** Tables of well-known films, with their own train and test rows. */
const POPULAR: Readonly<Record<string, Catalogue>> = {
  'imdb-9k.csv.gz': 'imdb-popular',
  'tmdb-10k.csv.gz': 'tmdb-popular',
};
const SPACES: Readonly<Record<string, Catalogue>> = { tmdb: 'tmdb', imdb: 'imdb', stream: 'streaming' };

/** The files that {@link readTrainingRows} needs, for a message. */
export const NEEDED = `label-spaces.json, corpus-*.csv.gz (columns split, space, title, plot, genres), ${Object.keys(POPULAR).join(' and ')} (columns split, title, plot, genres)`;

/**
 * Reads the corpus and the tables of popular films. A train row of the latter whose title is in the test rows of
 * another table is left out: the film would be known.
 *
 * @param folder - holds what {@link NEEDED} says
 * @param withTest - whether test rows are read too
 */
export async function readTrainingRows(folder: string, withTest: boolean): Promise<TrainingData> {
  const { genres, labelSpaces } = JSON.parse(readFileSync(join(folder, 'label-spaces.json'), 'utf8'));
  const names = readdirSync(folder)
    .filter((name) => /^corpus-.*\.csv\.gz$/.test(name))
    .sort();
  const rows: TrainingRow[] = [];
  for (const name of names) {
    const table = await readMovies(createReadStream(join(folder, name)), { name, labelSpaces });
    for (const { movie, split, space } of table.rows) {
      rows.push({
        movie,
        catalogue: SPACES[space!]!,
        split: split as TrainingRow['split'],
        key: keyOf(movie),
      });
    }
  }
  const testKeys = new Set<string>();
  const popular: TrainingRow[] = [];
  for (const [name, catalogue] of Object.entries(POPULAR)) {
    const table = await readMovies(createReadStream(join(folder, name)), { name, genreRequired: false });
    const known = new Set(table.movies.flatMap((movie) => movie.genres));
    const knownGenres = genres.filter((genre: string) => known.has(genre));
    for (const { movie, split } of table.rows) {
      const kept = movie.genres.filter((genre) => genres.includes(genre));
      const row = { ...movie, genres: kept, knownGenres };
      popular.push({ movie: row, catalogue, split: split as TrainingRow['split'], key: keyOf(movie) });
      if (split === 'test') testKeys.add(keyOf(movie));
    }
  }
  rows.push(...popular.filter(({ split, key }) => split === 'test' || !testKeys.has(key)));
  const files = ['label-spaces.json', ...names, ...Object.keys(POPULAR)];
  const checksums = Object.fromEntries(files.map((name) => [name, checksumOf(join(folder, name))]));
  return { genres, rows: rows.filter(({ split }) => withTest || split !== 'test'), checksums };
}

/** Whether a folder holds what {@link readTrainingRows} needs. */
export function hasTrainingRows(folder: string): boolean {
  return ['label-spaces.json', ...Object.keys(POPULAR)].every((name) => existsSync(join(folder, name)));
}

function keyOf({ title = '' }: LabelledMovie): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function checksumOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
