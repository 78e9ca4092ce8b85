import { createReadStream, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { readMovies } from '../../src/data/readMovies.ts';
import { LabelMatrix } from '../../src/labels/LabelMatrix.ts';
import { LabelSet } from '../../src/labels/LabelSet.ts';
import type { LabelledMovie } from '../../src/text/Movie.ts';

/** Where rows come from: two published tables of well-known films, and the three label spaces of the corpus. */
export const SOURCES = ['imdb-9k', 'tmdb-10k', 'imdb', 'tmdb', 'stream'] as const;
export type Source = (typeof SOURCES)[number];
export type Split = 'train' | 'valid' | 'test';

/** A movie of one of the tables. */
export interface Row {
  readonly movie: LabelledMovie;
  readonly source: Source;
  readonly split: Split;
}

/** The label space of each published table. */
const SPACE_OF = { 'imdb-9k': 'imdb', 'tmdb-10k': 'tmdb' } as const;

/**
 * Reads the tables of a folder that are there: imdb-9k, tmdb-10k, corpus-*.
 *
 * @param folder - holds the tables and label-spaces.json
 * @param splits - the splits to read
 * @param sources - the sources to read; all by default
 * @returns the rows, table by table, in the order of the tables
 */
export async function readTables(
  folder: string,
  splits: readonly Split[],
  sources: readonly Source[] = SOURCES,
): Promise<Row[]> {
  const { labelSpaces } = JSON.parse(readFileSync(join(folder, 'label-spaces.json'), 'utf8'));
  const rows: Row[] = [];
  const read = async (file: string, source?: 'imdb-9k' | 'tmdb-10k') => {
    const known = source === undefined ? { labelSpaces } : { knownGenres: labelSpaces[SPACE_OF[source]] };
    const where = { split: [...splits] };
    const table = await readMovies(createReadStream(file), { name: file, where, ...known });
    for (const { movie, split, space } of table.rows)
      rows.push({ movie, source: source ?? (space as Source), split: split as Split });
  };
  for (const source of ['imdb-9k', 'tmdb-10k'] as const) {
    const file = join(folder, `${source}.csv.gz`);
    if (sources.includes(source) && existsSync(file)) await read(file, source);
  }
  if (sources.some((source) => !(source in SPACE_OF)))
    for (const name of readdirSync(folder).sort())
      if (/^corpus-.*\.csv\.gz$/.test(name)) await read(join(folder, name));
  return rows.filter(({ source }) => sources.includes(source));
}

/**
 * The same, from a file when it is there, else into it: reading all tables takes longer than an epoch of some trainings.
 *
 * @param folder - see {@link readTables}
 * @param file - written when it is not there; absent = no file
 */
export async function readAllTables(folder: string, file?: string): Promise<Row[]> {
  if (file !== undefined && existsSync(file)) return deserialize(readFileSync(file));
  const rows = await readTables(folder, ['train', 'valid', 'test']);
  if (file !== undefined) writeFileSync(file, serialize(rows));
  return rows;
}

/** @returns the genres that a folder's label spaces name */
export function readLabels(folder: string): LabelSet {
  return new LabelSet(JSON.parse(readFileSync(join(folder, 'label-spaces.json'), 'utf8')).genres);
}

/** @returns which genres rows have, and which are known of them */
export function labelsOf(rows: readonly Row[], labels: LabelSet): LabelMatrix {
  const values = new Uint8Array(rows.length * labels.size);
  const known = new Uint8Array(rows.length * labels.size);
  rows.forEach(({ movie }, i) => {
    for (const genre of movie.knownGenres ?? labels.names) known[i * labels.size + labels.indexOf(genre)] = 1;
    for (const genre of movie.genres) {
      const label = labels.find(genre);
      if (label >= 0) values[i * labels.size + label] = 1;
    }
  });
  for (let cell = 0; cell < values.length; cell++) values[cell]! &= known[cell]!;
  return new LabelMatrix(labels, rows.length, values, known);
}

/** Rows to learn from, and rows to choose and tune by: no film is in both. */
export interface HeldOut {
  readonly learned: readonly Row[];
  /** Of each published table, some of its train rows. */
  readonly judged: Readonly<Partial<Record<Source, readonly Row[]>>>;
}

/** How many train rows of each published table are kept from learning. */
export const HELD_OUT: Readonly<Partial<Record<Source, number>>> = { 'imdb-9k': 1500, 'tmdb-10k': 1000 };

/**
 * Holds out train rows of the published tables: those whose titles have the least hashes, so that the choice depends
 * on no order. Films that are in the test rows of another published table are left out altogether: they would be known.
 *
 * @param all - rows of all splits
 * @param counts - how many of each source
 */
export function holdOut(all: readonly Row[], counts = HELD_OUT): HeldOut {
  const judged: Partial<Record<Source, readonly Row[]>> = {};
  const rows = withoutFilms(all, []);
  for (const [source, count] of Object.entries(counts)) {
    const own = rows.filter((row) => row.source === source);
    const ranked = own
      .map((row) => ({ row, title: titleKey(row.movie) }))
      .map((one) => ({ ...one, rank: hashText(one.title) }))
      .sort((a, b) => a.rank - b.rank || (a.title < b.title ? -1 : 1));
    const taken = ranked.slice(0, count);
    judged[source as Source] = taken.map(({ row }) => row);
  }
  const movies = Object.values(judged)
    .flat()
    .map(({ movie }) => movie);
  return { learned: withoutFilms(all, movies), judged };
}

/**
 * @param all - rows of all splits
 * @param movies - not to be known
 * @returns the train rows of films that are neither among the movies nor in the test rows of a published table
 */
export function withoutFilms(all: readonly Row[], movies: readonly LabelledMovie[]): Row[] {
  const isTested = ({ source, split }: Row) => split === 'test' && source in SPACE_OF;
  const tested = all.filter(isTested).map(({ movie }) => movie);
  const known = new Set([...tested, ...movies].flatMap(filmKeys));
  return all.filter(
    ({ split, movie }) => split === 'train' && !filmKeys(movie).some((key) => known.has(key)),
  );
}

/** Words that a plot begins with, by which the same film under another title is found. */
const FIRST_WORDS = 8;

/** What tells that two rows are about the same film: its title, or how its plot begins. */
function filmKeys(movie: LabelledMovie): string[] {
  const words = textKey(movie.plot ?? '').split(' ');
  const title = titleKey(movie);
  return words.length < FIRST_WORDS ? [title] : [title, `plot: ${words.slice(0, FIRST_WORDS).join(' ')}`];
}

/** Letters and digits of a title in lower case. */
export function titleKey({ title, plot }: LabelledMovie): string {
  return textKey(title ?? plot ?? '');
}

function textKey(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** FNV-1a over UTF-16 code units, mixed once more. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
