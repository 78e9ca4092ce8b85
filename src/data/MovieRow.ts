import type { LabelledMovie } from '../text/Movie.ts';
import type { ColumnNames } from './ReadOptions.ts';

/** A movie and where it was read. */
export interface MovieRow {
  /** The movie; `genres` is empty where the table has none and need not. */
  readonly movie: LabelledMovie;
  /** The physical line of the file, from 1, on which the row starts. */
  readonly line: number;
  /** The value of the split column, such as `train`. */
  readonly split?: string;
  /** The value of the space column. */
  readonly space?: string;
  /** The cells of the columns that `keepColumns` names: strings from CSV, any JSON value from JSON. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** Something in the table that is not as it should be. */
export interface ReadProblem {
  /** The physical line of the file, from 1, on which the row starts. */
  readonly line: number;
  /** What is wrong, as a clause: `the row has no title and no plot`. */
  readonly reason: string;
  /** What was found, cut short. */
  readonly value: string;
  /** Whether the row could be used all the same. */
  readonly isRowKept: boolean;
}

/** How often a genre spelling occurs. */
export interface GenreCount {
  readonly genre: string;
  readonly count: number;
}

/** What became of the rows of a table: `rowCount` = `usedCount` + `skippedCount` + `filteredCount`. */
export interface ReadReport {
  /** The columns that were read. */
  readonly columns: ColumnNames;
  /** All rows, without the header and blank lines. */
  readonly rowCount: number;
  /** Rows that gave a movie. */
  readonly usedCount: number;
  /** Rows that could not be used; each is a problem. */
  readonly skippedCount: number;
  /** Rows left out by `where`. */
  readonly filteredCount: number;
  /** Spellings that genrekit does not know, kept as they are; most frequent first. */
  readonly unknownGenres: readonly GenreCount[];
  /** Spellings left out because they name no genre; most frequent first. */
  readonly droppedGenres: readonly GenreCount[];
}

/** A table of movies. */
export interface MovieTable extends ReadReport {
  /** The movies in the order of the file. */
  readonly movies: readonly LabelledMovie[];
  /** The same movies with their lines and further columns. */
  readonly rows: readonly MovieRow[];
  /** All that is wrong, in the order of the file. */
  readonly problems: readonly ReadProblem[];
}
