import { createReadStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { GenreClassifier } from '../classifier/GenreClassifier.ts';
import type { MovieTable } from '../data/MovieRow.ts';
import type { ReadMoviesOptions } from '../data/ReadOptions.ts';
import { readMovies } from '../data/readMovies.ts';
import { GenrekitError } from '../errors.ts';
import { loadPretrained } from '../pretrained/loadPretrained.ts';
import type { Streams } from './Output.ts';

/**
 * @param path - a `.genre` file; the bundled weights when absent
 * @throws GenrekitError `file-error`, `invalid-model` or `unsupported-model`
 */
export async function openModel(path: string | undefined): Promise<GenreClassifier> {
  if (path === undefined) return loadPretrained();
  return GenreClassifier.fromBytes(await guard(path, 'read', () => readFile(path)));
}

/**
 * Reads a table from a file, or from standard input when the path is `-`.
 *
 * @throws GenrekitError `file-error` or `invalid-data`
 */
export async function readTable(
  path: string,
  streams: Streams,
  options: ReadMoviesOptions,
): Promise<MovieTable> {
  if (path === '-') return readMovies(streams.stdin, options);
  return guard(path, 'read', () => readMovies(createReadStream(path), { ...options, name: basename(path) }));
}

/** @throws GenrekitError `file-error` */
export async function writeOutput(path: string, contents: string | Uint8Array): Promise<void> {
  await guard(path, 'write', () => writeFile(path, contents));
}

/** @throws GenrekitError `file-error` */
export async function readText(path: string): Promise<string> {
  return guard(path, 'read', () => readFile(path, 'utf8'));
}

async function guard<T>(path: string, action: 'read' | 'write', work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const cause =
      error instanceof GenrekitError && error.code === 'file-error' ? (error.cause ?? error) : error;
    if (cause instanceof GenrekitError) throw cause;
    const { code, message } = cause as NodeJS.ErrnoException;
    const reasons: Record<string, string> = {
      ENOENT: 'there is no such file or folder',
      EACCES: 'permission was denied',
      EISDIR: 'it is a folder, not a file',
    };
    const reason = reasons[code ?? ''] ?? message;
    throw new GenrekitError('file-error', `Cannot ${action} '${path}': ${reason}.`, { cause });
  }
}
