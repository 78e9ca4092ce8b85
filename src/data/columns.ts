import { describeValue, GenrekitError } from '../errors.ts';
import { readFlagCell } from './cells.ts';
import { canonicalGenres } from './genreNames.ts';
import type { ColumnNames } from './ReadOptions.ts';

/** What a column may be for. */
export type ColumnRole = keyof ColumnNames;

/** The usual names of the columns, the surest first, in the form that `columnKey` gives. */
const USUAL_NAMES: Readonly<Record<ColumnRole, readonly string[]>> = {
  title: ['title', 'movietitle', 'filmtitle', 'primarytitle', 'originaltitle'],
  plot: ['plot', 'overview', 'description', 'summary', 'text', 'synopsis', 'plotsummary', 'storyline'],
  genres: ['genres', 'genre', 'listedin', 'labels'],
  year: ['year', 'releaseyear', 'releasedate'],
  split: ['split'],
  space: ['space', 'labelspace', 'catalogue', 'catalog'],
};

/** A column of 0 and 1 that says whether a movie has one genre. */
export interface FlagColumn {
  readonly index: number;
  /** The genre as the column's name writes it. */
  readonly genre: string;
}

/** Where the parts of a movie stand in a row; -1 = nowhere. */
export interface ColumnLayout {
  readonly title: number;
  readonly plot: number;
  readonly genres: number;
  readonly year: number;
  readonly split: number;
  readonly space: number;
  /** Columns of 0 and 1, when there is no column of genre lists. */
  readonly flags: readonly FlagColumn[];
}

/**
 * Finds out which column says what: by the names the caller gave, else by the usual names, and genres also by columns
 * of 0 and 1 that are named after genres.
 *
 * @param names - the names of the columns
 * @param values - the cells of the first row with these names
 * @param wanted - the names the caller gave
 * @returns the places of the columns
 * @throws GenrekitError `invalid-data` when two columns fit alike
 */
export function layOutColumns(
  names: readonly string[],
  values: readonly unknown[],
  wanted: ColumnNames,
): ColumnLayout {
  const taken = new Set<number>();
  const take = (index: number): number => {
    if (index >= 0) taken.add(index);
    return index;
  };
  const places = new Map<ColumnRole, number>();
  let flags: FlagColumn[] = [];
  // First all that the caller named, so that no usual name takes one of these columns.
  for (const [role, name] of Object.entries(wanted) as [
    ColumnRole,
    string | readonly string[] | undefined,
  ][]) {
    if (typeof name === 'string') places.set(role, take(findColumn(names, name)));
    else if (name !== undefined) flags = flagColumns(names, name);
  }
  for (const [role, usualNames] of Object.entries(USUAL_NAMES) as [ColumnRole, readonly string[]][]) {
    if (places.has(role) || (role === 'genres' && flags.length > 0)) continue;
    places.set(role, take(findUsual(names, usualNames, taken, role)));
  }
  const place = (role: ColumnRole) => places.get(role) ?? -1;
  if (place('genres') < 0 && wanted.genres === undefined) flags = findFlagColumns(names, values, taken);
  return {
    title: place('title'),
    plot: place('plot'),
    genres: place('genres'),
    year: place('year'),
    split: place('split'),
    space: place('space'),
    flags,
  };
}

/**
 * @param names - the names of the columns
 * @param wanted - the name of one; the exact name goes before one that differs in case, spaces, `_` or `-`
 * @returns its place, or -1
 * @throws GenrekitError `invalid-data` when two columns fit alike
 */
export function findColumn(names: readonly string[], wanted: string): number {
  const exact = placesWhere(names, (name) => name === wanted);
  const key = columnKey(wanted);
  return onlyPlace(
    names,
    exact.length > 0 ? exact : placesWhere(names, (name) => columnKey(name) === key),
    wanted,
  );
}

function findUsual(
  names: readonly string[],
  usualNames: readonly string[],
  taken: ReadonlySet<number>,
  role: ColumnRole,
): number {
  for (const usual of usualNames) {
    const places = placesWhere(names, (name, i) => !taken.has(i) && columnKey(name) === usual);
    if (places.length > 0) return onlyPlace(names, places, role);
  }
  return -1;
}

function placesWhere(names: readonly string[], fits: (name: string, index: number) => boolean): number[] {
  return names.flatMap((name, i) => (fits(name, i) ? [i] : []));
}

function onlyPlace(names: readonly string[], places: readonly number[], what: string): number {
  if (places.length > 1) {
    const found = places.map((place) => describeValue(names[place])).join(' and ');
    throw new GenrekitError(
      'invalid-data',
      `The table has ${places.length} columns that may be ${describeValue(what)}: ${found}. Name one by the option ` +
        'columns, or rename one in the table.',
    );
  }
  return places[0] ?? -1;
}

function flagColumns(names: readonly string[], wanted: readonly string[]): FlagColumn[] {
  const places = wanted.map((name) => findColumn(names, name));
  return places.flatMap((index) => (index < 0 ? [] : [{ index, genre: genreOfColumn(names[index]!) }]));
}

/** Columns named after genres count as flags when there are two at least and the first row has only flags in them. */
function findFlagColumns(
  names: readonly string[],
  values: readonly unknown[],
  taken: ReadonlySet<number>,
): FlagColumn[] {
  const columns: FlagColumn[] = [];
  for (let index = 0; index < names.length; index++) {
    const name = names[index]!;
    const genre = genreOfColumn(name);
    const isGenre = genre !== name || (/\D/.test(name) && (canonicalGenres(name)?.length ?? 0) > 0);
    if (!taken.has(index) && isGenre) columns.push({ index, genre });
  }
  const areFlags = columns.every(({ index }) => readFlagCell(values[index]) !== undefined);
  return columns.length >= 2 && areFlags ? columns : [];
}

/** `genre_Drama` is how pandas names the column of Drama. */
function genreOfColumn(name: string): string {
  return name.replace(/^genres?[ _.:-]+(?=\S)/i, '').trim();
}

function columnKey(name: string): string {
  return name.toLowerCase().replace(/[\s_\-.]+/g, '');
}
