import { canonicalGenres } from './genreNames.ts';
import type { GenreCount } from './MovieRow.ts';
import { parseGenreCell } from './parseGenreCell.ts';
import { Fault } from './RawRecord.ts';

/** What the genre spellings of a row come to. */
export interface GenresRead {
  /** The genres, each once. */
  readonly genres: readonly string[];
  readonly unknown: readonly string[];
  readonly dropped: readonly string[];
}

/** Cells remembered at a time. A few thousand combinations make up most tables; each is taken apart once. */
const MAX_REMEMBERED = 20_000;

/** Turns genre cells into genres, and counts the spellings that are unknown or no genre. */
export class GenreReader {
  private readonly remembered = new Map<string, GenresRead | Fault>();
  private readonly unknownCounts = new Map<string, number>();
  private readonly droppedCounts = new Map<string, number>();

  /**
   * @param isCanonical - whether known spellings are brought to one name
   * @param separator - what stands between genres in plain text; `auto` = found in each cell
   */
  constructor(
    private readonly isCanonical: boolean,
    private readonly separator: string,
  ) {}

  /**
   * @param cell - a CSV cell or a JSON value
   * @returns its genres, or why it cannot be read; equal CSV cells give the same object
   */
  readCell(cell: unknown): GenresRead | Fault {
    if (typeof cell !== 'string') return this.take(cell);
    const known = this.remembered.get(cell);
    if (known !== undefined) return known;
    const read = this.take(cell);
    if (this.remembered.size >= MAX_REMEMBERED) this.remembered.clear();
    this.remembered.set(cell, read);
    return read;
  }

  /**
   * @param spellings - genres as a table or a caller writes them
   * @returns their genres
   */
  readNames(spellings: readonly string[]): GenresRead {
    if (!this.isCanonical) {
      return { genres: Object.freeze([...new Set(spellings)]), unknown: [], dropped: [] };
    }
    const genres = new Set<string>();
    const unknown: string[] = [];
    const dropped: string[] = [];
    for (const spelling of spellings) {
      const meaning = canonicalGenres(spelling);
      if (meaning === undefined) {
        unknown.push(spelling);
        genres.add(spelling);
      } else if (meaning.length === 0) {
        dropped.push(spelling);
      } else {
        for (const genre of meaning) genres.add(genre);
      }
    }
    return { genres: Object.freeze([...genres]), unknown, dropped };
  }

  /** Counts what is unknown or dropped in a row. */
  count(read: GenresRead): void {
    for (const spelling of read.unknown) increment(this.unknownCounts, spelling);
    for (const spelling of read.dropped) increment(this.droppedCounts, spelling);
  }

  /** Spellings kept though unknown, most frequent first. */
  unknownGenres(): GenreCount[] {
    return sortedCounts(this.unknownCounts);
  }

  /** Spellings left out because they name no genre, most frequent first. */
  droppedGenres(): GenreCount[] {
    return sortedCounts(this.droppedCounts);
  }

  private take(cell: unknown): GenresRead | Fault {
    const spellings = parseGenreCell(cell, this.separator);
    return spellings instanceof Fault ? spellings : this.readNames(spellings);
  }
}

function increment(counts: Map<string, number>, spelling: string): void {
  counts.set(spelling, (counts.get(spelling) ?? 0) + 1);
}

function sortedCounts(counts: ReadonlyMap<string, number>): GenreCount[] {
  return [...counts]
    .map(([genre, count]) => ({ genre, count }))
    .sort((a, b) => b.count - a.count || (a.genre < b.genre ? -1 : 1));
}
