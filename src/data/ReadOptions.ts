import { describeValue, GenrekitError } from '../errors.ts';
import { checkBoolean, checkChoice, resolveOptions } from '../options.ts';
import { FIELDS, type Field } from '../text/Movie.ts';
import type { ReadProblem } from './MovieRow.ts';
import { checkEncoding } from './readText.ts';

/** The kinds of tables. */
export type TableFormat = 'csv' | 'tsv' | 'jsonl' | 'json';

/** Which columns of a table say what; absent = none does. */
export interface ColumnNames {
  readonly title?: string | undefined;
  readonly plot?: string | undefined;
  /** One column of genre lists, or several columns of 0 and 1, each named after its genre. */
  readonly genres?: string | readonly string[] | undefined;
  readonly year?: string | undefined;
  readonly split?: string | undefined;
  /** The label space: which source a row comes from, and with it which genres the source can show. */
  readonly space?: string | undefined;
}

/** How a table of movies is read. */
export interface ReadMoviesOptions {
  /**
   * The kind of table; `auto` tells it from the name and the first character.
   *
   * @defaultValue 'auto'
   */
  readonly format?: TableFormat | 'auto' | undefined;
  /**
   * The name of the file, to tell the format by its ending; a `File` knows its own.
   *
   * @defaultValue undefined
   */
  readonly name?: string | undefined;
  /**
   * A name that `TextDecoder` knows; `auto` = UTF-16 by its byte order mark, else UTF-8. Bytes that are not text in
   * the encoding become U+FFFD, and their rows are reported.
   *
   * @defaultValue 'auto'
   */
  readonly encoding?: string | undefined;
  /**
   * The character between the cells of a CSV file; `auto` = whichever of `,` `;` and tab the header has most of.
   *
   * @defaultValue 'auto'
   */
  readonly delimiter?: string | undefined;
  /**
   * The columns to read, by name; case, spaces, `_` and `-` do not count. Those not named here are found by their
   * usual names.
   *
   * @defaultValue {}
   */
  readonly columns?: ColumnNames | undefined;
  /**
   * The texts to read; a movie needs one of them.
   *
   * @defaultValue ['title', 'plot']
   */
  readonly fields?: readonly Field[] | undefined;
  /**
   * Whether a row without genres is a problem. `false` is for tables whose genres are to be predicted.
   *
   * @defaultValue true
   */
  readonly genreRequired?: boolean | undefined;
  /**
   * Whether known spellings are brought to one name, such as `Science Fiction` to `Sci-Fi`, and shelf names that are
   * no genre, such as `International Movies`, are left out. Unknown spellings stay as they are either way.
   *
   * @defaultValue true
   */
  readonly canonicalGenres?: boolean | undefined;
  /**
   * What stands between the genres of a cell; `auto` = `|`, else `;`, else `,`, else ` / `.
   *
   * @defaultValue 'auto'
   */
  readonly genreSeparator?: string | undefined;
  /**
   * For each value of the space column the genres that this source can show.
   *
   * @defaultValue undefined
   */
  readonly labelSpaces?: Readonly<Record<string, readonly string[]>> | undefined;
  /**
   * The genres that the source of the whole table can show; a label space, where a row has one, goes before it.
   *
   * @defaultValue undefined: every genre
   */
  readonly knownGenres?: readonly string[] | undefined;
  /**
   * Reads only rows whose columns have these values, such as `{ split: 'train' }`.
   *
   * @defaultValue {}
   */
  readonly where?: Readonly<Record<string, string | readonly string[]>> | undefined;
  /**
   * Further columns to keep with each row, or `all`.
   *
   * @defaultValue []
   */
  readonly keepColumns?: readonly string[] | 'all' | undefined;
  /**
   * Told about each problem as it is found.
   *
   * @defaultValue undefined
   */
  readonly onProblem?: ((problem: ReadProblem) => void) | undefined;
  /**
   * Stops the reading with a GenrekitError `aborted` when it fires.
   *
   * @defaultValue undefined
   */
  readonly signal?: AbortSignal | undefined;
}

/** The options with every default filled in. */
export type ResolvedReadOptions = ReadMoviesOptions & {
  readonly format: TableFormat | 'auto';
  readonly encoding: string;
  readonly delimiter: string;
  readonly columns: ColumnNames;
  readonly fields: readonly Field[];
  readonly genreRequired: boolean;
  readonly canonicalGenres: boolean;
  readonly genreSeparator: string;
  readonly where: Readonly<Record<string, string | readonly string[]>>;
  readonly keepColumns: readonly string[] | 'all';
};

/** The defaults of `readMovies` and `readMovieStream`. */
export const readMoviesDefaults: ResolvedReadOptions = /* @__PURE__ */ Object.freeze({
  format: 'auto',
  name: undefined,
  encoding: 'auto',
  delimiter: 'auto',
  columns: /* @__PURE__ */ Object.freeze({}),
  fields: FIELDS,
  genreRequired: true,
  canonicalGenres: true,
  genreSeparator: 'auto',
  labelSpaces: undefined,
  knownGenres: undefined,
  where: /* @__PURE__ */ Object.freeze({}),
  keepColumns: /* @__PURE__ */ Object.freeze([]),
  onProblem: undefined,
  signal: undefined,
});

const NO_COLUMNS: ColumnNames = /* @__PURE__ */ Object.freeze({
  title: undefined,
  plot: undefined,
  genres: undefined,
  year: undefined,
  split: undefined,
  space: undefined,
});

/**
 * @param given - what the caller passed
 * @returns the options, checked, with every default filled in
 * @throws GenrekitError `invalid-option`
 */
export function resolveReadOptions(given: ReadMoviesOptions | undefined): ResolvedReadOptions {
  const options = resolveOptions('readMovies', given, readMoviesDefaults);
  checkChoice('readMovies.format', options.format, ['auto', 'csv', 'tsv', 'jsonl', 'json']);
  checkEncoding(options.encoding);
  checkDelimiter(options);
  checkBoolean('readMovies.genreRequired', options.genreRequired);
  checkBoolean('readMovies.canonicalGenres', options.canonicalGenres);
  checkText('readMovies.genreSeparator', options.genreSeparator);
  if (options.name !== undefined) checkText('readMovies.name', options.name);
  checkList('readMovies.fields', options.fields);
  for (const field of options.fields) checkChoice('readMovies.fields', field, FIELDS);
  if (options.keepColumns !== 'all') checkTexts('readMovies.keepColumns', options.keepColumns);
  if (options.knownGenres !== undefined) checkList('readMovies.knownGenres', options.knownGenres);
  checkRecord('readMovies.where', options.where);
  for (const [name, values] of Object.entries(options.where)) {
    const path = `readMovies.where[${describeValue(name)}]`;
    if (typeof values !== 'string') checkList(path, values);
  }
  if (options.labelSpaces !== undefined) {
    checkRecord('readMovies.labelSpaces', options.labelSpaces);
    for (const [name, genres] of Object.entries(options.labelSpaces)) {
      checkList(`readMovies.labelSpaces[${describeValue(name)}]`, genres);
    }
  }
  if (options.onProblem !== undefined && typeof options.onProblem !== 'function') {
    throw invalid('readMovies.onProblem', 'a function', options.onProblem);
  }
  const columns = resolveOptions('readMovies.columns', options.columns, NO_COLUMNS);
  for (const [role, name] of Object.entries(columns)) {
    if (name === undefined) continue;
    if (role === 'genres' && Array.isArray(name)) checkList('readMovies.columns.genres', name);
    else checkText(`readMovies.columns.${role}`, name);
  }
  return { ...options, columns };
}

function checkDelimiter({ delimiter, format }: ResolvedReadOptions): void {
  if (delimiter === 'auto') return;
  if (typeof delimiter !== 'string' || delimiter.length !== 1 || /["\r\n\uFEFF]/.test(delimiter)) {
    throw invalid('readMovies.delimiter', "'auto' or one character, no quote and no line end", delimiter);
  }
  if (format === 'json' || format === 'jsonl' || (format === 'tsv' && delimiter !== '\t')) {
    throw new GenrekitError(
      'invalid-option',
      `readMovies.delimiter is ${describeValue(delimiter)}, which clashes with readMovies.format '${format}'; drop one.`,
    );
  }
}

function checkRecord(name: string, value: unknown): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid(name, 'an object', value);
  }
}

function checkList(name: string, value: unknown): void {
  checkTexts(name, value);
  if ((value as readonly string[]).length === 0) throw invalid(name, 'an array that is not empty', value);
}

function checkTexts(name: string, value: unknown): void {
  if (!Array.isArray(value)) throw invalid(name, 'an array of strings', value);
  for (const text of value) checkText(`each of ${name}`, text);
}

function checkText(name: string, value: unknown): void {
  if (typeof value !== 'string' || value === '') throw invalid(name, 'a string that is not empty', value);
}

function invalid(name: string, wanted: string, value: unknown): GenrekitError {
  return new GenrekitError('invalid-option', `${name} must be ${wanted}; got ${describeValue(value)}.`);
}
