import { describeValue, GenrekitError } from '../errors.ts';

/**
 * Where a table comes from: its text, its bytes, a `Blob` or `File`, a web stream, or anything that can be read with
 * `for await`, such as a Node.js stream. A string is the table itself, never a file name.
 */
export type MovieSource =
  | string
  | Uint8Array
  | Blob
  | ReadableStream<Uint8Array | string>
  | AsyncIterable<Uint8Array | string>;

/** Pieces small enough that a table in memory is read in as little extra memory as a stream. */
const PIECE_LENGTH = 65_536;

/**
 * Reads a source piece by piece.
 *
 * @param source - where the table comes from
 * @param signal - stops the reading when it fires
 * @returns the pieces, none empty: either all strings or all bytes
 * @throws GenrekitError `invalid-value` when the source is of another kind or mixes text and bytes; `file-error` when
 * it fails while it is read; `aborted` when the signal fires
 */
export async function* openSource(
  source: MovieSource,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array | string, void, undefined> {
  let kind: 'string' | 'object' | undefined;
  for await (const piece of piecesOf(source, signal)) {
    checkNotAborted(signal);
    if (typeof piece !== 'string' && !(piece instanceof Uint8Array)) {
      throw new GenrekitError(
        'invalid-value',
        `A source must give strings or Uint8Arrays; it gave ${describeValue(piece)}.`,
      );
    }
    const pieceKind = typeof piece as 'string' | 'object';
    kind ??= pieceKind;
    if (kind !== pieceKind) {
      throw new GenrekitError(
        'invalid-value',
        'A source must give strings alone or Uint8Arrays alone; it gave both.',
      );
    }
    if (piece.length > 0) yield piece;
  }
  checkNotAborted(signal);
}

async function* piecesOf(source: MovieSource, signal?: AbortSignal): AsyncGenerator<Uint8Array | string> {
  checkNotAborted(signal);
  if (typeof source === 'string') {
    for (let i = 0; i < source.length; i += PIECE_LENGTH) yield source.slice(i, i + PIECE_LENGTH);
  } else if (source instanceof Uint8Array) {
    for (let i = 0; i < source.length; i += PIECE_LENGTH) yield source.subarray(i, i + PIECE_LENGTH);
  } else {
    try {
      yield* streamOf(source);
    } catch (error) {
      checkNotAborted(signal);
      if (error instanceof GenrekitError) throw error;
      const message = error instanceof Error ? error.message : String(error);
      throw new GenrekitError('file-error', `The source failed while it was read: ${message}`, {
        cause: error,
      });
    }
  }
}

async function* streamOf(
  source: Exclude<MovieSource, string | Uint8Array>,
): AsyncGenerator<Uint8Array | string> {
  if (hasMethod(source, 'stream')) {
    yield* readStream((source as Blob).stream());
  } else if (hasMethod(source, 'getReader')) {
    yield* readStream(source as ReadableStream<Uint8Array | string>);
  } else if (hasMethod(source, Symbol.asyncIterator)) {
    yield* source as AsyncIterable<Uint8Array | string>;
  } else {
    throw new GenrekitError(
      'invalid-value',
      `A table is read from a string, Uint8Array, Blob, ReadableStream or async iterable; got ${describeValue(source)}.`,
    );
  }
}

/** Reads with a reader: not every browser can use `for await` on a web stream. */
async function* readStream<T>(stream: ReadableStream<T>): AsyncGenerator<T> {
  const reader = stream.getReader();
  let isDone = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      isDone = done;
      if (done) return;
      yield value;
    }
  } finally {
    if (!isDone) await reader.cancel().catch(() => undefined);
    reader.releaseLock();
  }
}

function checkNotAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) {
    throw new GenrekitError('aborted', 'Reading the table was aborted.', { cause: signal.reason });
  }
}

/** By method, not by class: a `Blob` or stream may come from another realm or a polyfill. */
function hasMethod(value: unknown, name: string | symbol): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as Record<string | symbol, unknown>)[name] === 'function'
  );
}
