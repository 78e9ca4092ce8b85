import { GenrekitError } from 'genrekit';
import { type MovieTable, type ReadMoviesOptions, readMovies } from 'genrekit/data';
import type { JobProgress } from './jobs.ts';

/** How much of the progress bar reading takes. */
const READING = 0.1;

/** What the library advises to programs, and what somebody at this page can do instead. */
const advice: readonly (readonly [RegExp, string])[] = [
  [/ Name one by the option columns: \{ plot.*$/, ' Call a column “title” or “plot” in its first row.'],
  [/ Name one by the option columns: \{ genres.*$/, ' Call the column with the genres “genres”.'],
  [/ If it is UTF-16 .*$/, ' Save the table as CSV, in UTF-8.'],
];

/** A table to read, and who wants to know how far it is. */
interface TableFile {
  readonly file: Blob;
  readonly name: string;
}

/**
 * @param table - the file and its name
 * @param onProgress - told after each piece
 * @param options - how to read it
 * @throws GenrekitError what `readMovies` throws, with advice for people
 */
export async function readTable(
  { file, name }: TableFile,
  onProgress: (progress: JobProgress) => void,
  options: ReadMoviesOptions,
): Promise<MovieTable> {
  let done = 0;
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(piece, output) {
      done += piece.length;
      onProgress({ stage: 'Reading', share: (READING * done) / file.size });
      output.enqueue(piece);
    },
  });
  try {
    return await readMovies(file.stream().pipeThrough(counter), { ...options, name });
  } catch (error) {
    if (!(error instanceof GenrekitError)) throw error;
    const message = advice.reduce(
      (text, [forPrograms, own]) => text.replace(forPrograms, own),
      error.message,
    );
    throw new GenrekitError(error.code, message);
  }
}

/**
 * @param share - how much of the work is done once the table is read, 0 to 1
 * @returns how much of all work that is
 */
export function afterReading(share: number): number {
  return READING + (1 - READING) * share;
}
