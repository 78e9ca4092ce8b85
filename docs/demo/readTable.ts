import { type MovieTable, type ReadMoviesOptions, readMovies } from 'genrekit/data';
import type { JobProgress } from './jobs.ts';

/** How much of the progress bar reading takes. */
const READING = 0.1;

/** A table to read, and who wants to know how far it is. */
interface TableFile {
  readonly file: Blob;
  readonly name: string;
}

/**
 * @param table - the file and its name
 * @param onProgress - told after each piece
 * @param options - how to read it
 * @throws GenrekitError what `readMovies` throws
 */
export function readTable(
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
  return readMovies(file.stream().pipeThrough(counter), { ...options, name });
}

/**
 * @param share - how much of the work is done once the table is read, 0 to 1
 * @returns how much of all work that is
 */
export function afterReading(share: number): number {
  return READING + (1 - READING) * share;
}
