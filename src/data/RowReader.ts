import { hasText, type LabelledMovie } from '../text/Movie.ts';
import { isMissing, readFlagCell, readKeyCell, readTextCell, readYearCell } from './cells.ts';
import type { ColumnLayout } from './columns.ts';
import { GenreReader, type GenresRead } from './GenreReader.ts';
import type { MovieRow } from './MovieRow.ts';
import { Fault, type RawRecord } from './RawRecord.ts';
import type { ResolvedReadOptions } from './ReadOptions.ts';

type DraftMovie = { -readonly [K in keyof LabelledMovie]?: LabelledMovie[K] };

const NO_NAMES: readonly string[] = /* @__PURE__ */ Object.freeze([]);
const NO_GENRES: GenresRead = { genres: NO_NAMES, unknown: NO_NAMES, dropped: NO_NAMES };

/** Turns rows into movies, once it is known which column says what. */
export class RowReader {
  readonly genreReader: GenreReader;
  private readonly knownGenres: readonly string[] | undefined;
  private readonly labelSpaces: ReadonlyMap<string, readonly string[]> | undefined;

  /**
   * @param options - how to read
   * @param onNote - told what is wrong with a row that can be used all the same
   */
  constructor(
    private readonly options: ResolvedReadOptions,
    private readonly onNote: (record: RawRecord, fault: Fault) => void,
  ) {
    this.genreReader = new GenreReader(options.canonicalGenres, options.genreSeparator);
    const read = (genres: readonly string[]) => this.genreReader.readNames(genres).genres;
    this.knownGenres = options.knownGenres && read(options.knownGenres);
    this.labelSpaces =
      options.labelSpaces &&
      new Map(Object.entries(options.labelSpaces).map(([space, genres]) => [space, read(genres)]));
  }

  /**
   * @param record - a row
   * @param layout - where its parts stand
   * @param kept - the places of the further columns to keep
   * @returns the movie, or why there is none
   */
  read(record: RawRecord, layout: ColumnLayout, kept: readonly number[]): MovieRow | Fault {
    const { values, names, line } = record;
    const movie: DraftMovie = {};
    const textFault = this.readTexts(record, layout, movie);
    if (textFault !== undefined) return textFault;
    const read = this.readGenres(record, layout);
    if (read instanceof Fault) return read;
    const space = layout.space < 0 ? '' : readKeyCell(values[layout.space]);
    const knownGenres = this.readSpace(record, space);
    if (knownGenres instanceof Fault) return knownGenres;

    this.genreReader.count(read);
    movie.genres = read.genres;
    if (knownGenres !== undefined) movie.knownGenres = knownGenres;
    if (layout.year >= 0) {
      const year = readYearCell(values[layout.year], names[layout.year]!);
      if (year instanceof Fault) this.onNote(record, year);
      else if (year !== undefined) movie.year = year;
    }
    const row: { -readonly [K in keyof MovieRow]: MovieRow[K] } = { movie: movie as LabelledMovie, line };
    if (layout.split >= 0) row.split = readKeyCell(values[layout.split]);
    if (layout.space >= 0) row.space = space;
    if (space !== '') movie.catalogue = space;
    // Makes own properties even of names such as __proto__.
    if (kept.length > 0) row.extra = Object.fromEntries(kept.map((i) => [names[i]!, values[i]]));
    return row;
  }

  /** Puts the texts into the movie; tells why it has none. */
  private readTexts(record: RawRecord, layout: ColumnLayout, movie: DraftMovie): Fault | undefined {
    const { fields } = this.options;
    for (const field of fields) {
      const index = layout[field];
      if (index < 0) continue;
      const text = readTextCell(record.values[index], record.names[index]!);
      if (text instanceof Fault) return text;
      // A movie may be called None or Nan; a plot that says N/A is none.
      if (!hasText(text) || (field === 'plot' && isMissing(text))) continue;
      movie[field] = text;
      if (text.includes('\uFFFD')) this.onNote(record, undecodable(field, text));
    }
    if (movie.title !== undefined || movie.plot !== undefined) return undefined;
    const wanted = fields.map((field) => `no ${field}`).join(' and ');
    return new Fault(`the row has ${wanted}`, textOf(record.values));
  }

  private readGenres(record: RawRecord, layout: ColumnLayout): GenresRead | Fault {
    const read =
      layout.genres >= 0
        ? this.genreReader.readCell(record.values[layout.genres])
        : this.readFlags(record, layout);
    if (!this.options.genreRequired) {
      if (!(read instanceof Fault)) return read;
      this.onNote(record, read);
      return NO_GENRES;
    }
    if (read instanceof Fault || read.genres.length > 0) return read;
    return read.dropped.length > 0
      ? new Fault('the row has no genre but names that are none', read.dropped.join(', '))
      : new Fault('the row has no genres', record.values[layout.genres] ?? '');
  }

  private readFlags(record: RawRecord, layout: ColumnLayout): GenresRead | Fault {
    const spellings: string[] = [];
    for (const { index, genre } of layout.flags) {
      const hasGenre = readFlagCell(record.values[index]);
      if (hasGenre === undefined) {
        const column = record.names[index]!;
        return new Fault(`the column ${column} must hold 0 or 1, true or false`, record.values[index]);
      }
      if (hasGenre) spellings.push(genre);
    }
    return this.genreReader.readNames(spellings);
  }

  /** The genres that the row's source can show; `undefined` = all. */
  private readSpace(record: RawRecord, space: string): readonly string[] | undefined | Fault {
    if (this.labelSpaces === undefined || space === '') return this.knownGenres;
    const genres = this.labelSpaces.get(space);
    if (genres !== undefined) return genres;
    const known = [...this.labelSpaces.keys()].join(', ');
    const fault = new Fault(`the row has a label space that labelSpaces does not have (${known})`, space);
    if (this.options.genreRequired) return fault;
    this.onNote(record, fault);
    return this.knownGenres;
  }
}

function undecodable(field: string, text: string): Fault {
  const at = text.indexOf('\uFFFD');
  return new Fault(
    `the ${field} has the character U+FFFD, which stands for bytes that are no text; if many rows have it, give the ` +
      "right encoding, such as 'windows-1252'",
    text.slice(Math.max(0, at - 20), at + 20),
  );
}

/** What a row says, for a message: its text cells. */
function textOf(values: readonly unknown[]): string {
  return values
    .filter((value) => typeof value === 'string')
    .join(' ')
    .trim();
}
