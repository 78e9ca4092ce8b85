import type { Hash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { access, appendFile, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { Option } from 'commander';
import { blendKit } from '../blend/blendKit.ts';
import { GenreClassifier } from '../classifier/GenreClassifier.ts';
import type { MovieTable } from '../data/MovieRow.ts';
import type { ReadMoviesOptions } from '../data/ReadOptions.ts';
import { readMovies } from '../data/readMovies.ts';
import { GenrekitError } from '../errors.ts';
import { loadPretrained as loadAttention } from '../pretrained/attention/loadPretrained.ts';
import { loadPretrained as loadBlend } from '../pretrained/blend/loadPretrained.ts';
import { loadPretrained as loadChain } from '../pretrained/chain/loadPretrained.ts';
import { loadPretrained } from '../pretrained/loadPretrained.ts';
import { hashedAnalysers } from '../pretrained/ml-knn/hashedAnalysers.ts';
import { loadPretrained as loadMlKnn } from '../pretrained/ml-knn/loadPretrained.ts';
import { attentionKit } from '../strategies/attention/attention.ts';
import { condensedKits } from '../strategies/condensed/condensedKits.ts';
import { feedForwardKit } from '../strategies/feedForward/feedForward.ts';
import { decisionTreeKit, svdKits } from '../strategies/index.ts';
import type { Streams } from './Output.ts';

/** The weights that come with the package, by the name that `--pretrained` gives them. */
export const PRETRAINED: Readonly<Record<string, () => Promise<GenreClassifier>>> = {
  default: loadPretrained,
  attention: loadAttention,
  blend: loadBlend,
  chain: loadChain,
  'ml-knn': loadMlKnn,
};

/** Which model a command asks for. */
export interface ModelFlags {
  /** A `.genre` file; bundled weights when absent. */
  readonly model?: string | undefined;
  /** Which of the {@link PRETRAINED}. */
  readonly pretrained?: string | undefined;
  /** A delta to apply to the model. */
  readonly delta?: string | undefined;
}

/** `--pretrained attention` */
export function pretrainedOption(): Option {
  const names = Object.keys(PRETRAINED);
  return new Option('--pretrained <name>', 'which of the bundled weights').choices(names);
}

/**
 * @param flags - which model
 * @throws GenrekitError `file-error`, `invalid-model` or `unsupported-model`; `invalid-option` for two models at once
 */
export async function openModel({ model: path, pretrained, delta }: ModelFlags): Promise<GenreClassifier> {
  if (delta !== undefined) {
    const classifier = await openModel({ model: path, pretrained });
    return classifier.applyDelta(await guard(`'${delta}'`, 'read', () => readFile(delta)));
  }
  if (path !== undefined && pretrained !== undefined) {
    throw new GenrekitError('invalid-option', '--model and --pretrained name two models; give one of them.');
  }
  if (path === undefined) return PRETRAINED[pretrained ?? 'default']!();
  const bytes = await guard(`'${path}'`, 'read', () => readFile(path));
  return GenreClassifier.open(bytes, {
    analysers: hashedAnalysers,
    strategies: [attentionKit, blendKit, decisionTreeKit, feedForwardKit, ...condensedKits, ...svdKits],
  });
}

/**
 * Reads a table from a file, or from standard input when the path is `-`.
 *
 * @param hash - is given the bytes as they come: a pipe can be read only once
 * @throws GenrekitError `file-error` or `invalid-data`
 */
export async function readTable(
  path: string,
  streams: Streams,
  options: ReadMoviesOptions,
  hash?: Hash,
): Promise<MovieTable> {
  const isInput = path === '-';
  return guard(isInput ? 'standard input' : `'${path}'`, 'read', () => {
    const source: AsyncIterable<Uint8Array | string> = isInput ? streams.stdin : createReadStream(path);
    const name = isInput ? {} : { name: basename(path) };
    return readMovies(hash === undefined ? source : hashed(source, hash), { ...options, ...name });
  });
}

/** @throws GenrekitError `file-error` */
export async function writeOutput(path: string, contents: string | Uint8Array): Promise<void> {
  await guard(`'${path}'`, 'write', () => writeFile(path, contents));
}

/** @throws GenrekitError `file-error` */
export async function appendLine(path: string, line: string): Promise<void> {
  await guard(`'${path}'`, 'write', () => appendFile(path, `${line}\n`));
}

/**
 * Tells before long work whether its result can be written.
 *
 * @throws GenrekitError `file-error`
 */
export async function checkWritable(path: string): Promise<void> {
  await guard(`'${path}'`, 'write', async () => {
    const found = await stat(path).catch(() => undefined);
    if (found?.isDirectory()) throw Object.assign(new Error('it is a folder'), { code: 'EISDIR' });
    await access(found === undefined ? dirname(path) : path, constants.W_OK);
  });
}

/** @throws GenrekitError `file-error` */
export async function readText(path: string): Promise<string> {
  return guard(`'${path}'`, 'read', () => readFile(path, 'utf8'));
}

async function* hashed(
  source: AsyncIterable<Uint8Array | string>,
  hash: Hash,
): AsyncGenerator<Uint8Array | string> {
  for await (const piece of source) {
    hash.update(piece);
    yield piece;
  }
}

/** Runs work on a file; what the system refuses becomes an error that people can read. */
async function guard<T>(file: string, action: 'read' | 'write', work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const cause =
      error instanceof GenrekitError && error.code === 'file-error' ? (error.cause ?? error) : error;
    if (cause instanceof GenrekitError) throw cause;
    if (!(cause instanceof Error && 'code' in cause)) throw error;
    const { code, message } = cause as NodeJS.ErrnoException;
    const reasons: Record<string, string> = {
      ENOENT: 'there is no such file or folder',
      EACCES: 'permission was denied',
      EISDIR: 'it is a folder, not a file',
    };
    const reason = reasons[code ?? ''] ?? message;
    throw new GenrekitError('file-error', `Cannot ${action} ${file}: ${reason}.`, { cause });
  }
}
