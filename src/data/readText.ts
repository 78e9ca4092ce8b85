import { describeValue, GenrekitError } from '../errors.ts';
import { gunzipStream } from './gunzipStream.ts';
import { type MovieSource, openSource } from './MovieSource.ts';

/** The first bytes of files that are often taken for a table. */
const FOREIGN_FILES: readonly (readonly [name: string, magic: readonly number[]])[] = [
  ['a ZIP archive or an Excel workbook', [0x50, 0x4b, 0x03, 0x04]],
  ['an old Excel workbook', [0xd0, 0xcf, 0x11, 0xe0]],
  ['a Parquet file', [0x50, 0x41, 0x52, 0x31]],
  ['packed with zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['packed with xz', [0xfd, 0x37, 0x7a, 0x58]],
  ['packed with bzip2', [0x42, 0x5a, 0x68, 0x39]],
];
const GZIP = [0x1f, 0x8b];
const HEAD_LENGTH = 4;

/**
 * Reads a source as text: unpacks gzip, finds the encoding, drops a byte order mark, and makes every line end a line
 * feed, also inside quoted cells.
 *
 * @param source - where the table comes from
 * @param encoding - a name that `TextDecoder` knows, or `auto`: UTF-16 by its byte order mark, else UTF-8
 * @param signal - stops the reading when it fires
 * @returns the text piece by piece, no piece empty. Bytes that are not text in the encoding come as U+FFFD.
 * @throws GenrekitError `invalid-data` when the source is no text; and the errors of `openSource`
 */
export async function* readText(
  source: MovieSource,
  encoding: string,
  signal?: AbortSignal,
): AsyncGenerator<string> {
  const pieces = openSource(source, signal);
  let isHeld = false;
  try {
    for await (const piece of decodedPieces(pieces, encoding)) {
      let text: string = isHeld ? `\r${piece}` : piece;
      // A carriage return at the end may be half of a line end whose other half comes with the next piece.
      isHeld = text.endsWith('\r');
      if (isHeld) text = text.slice(0, -1);
      if (text.includes('\r')) text = text.replace(/\r\n?/g, '\n');
      checkIsText(text);
      if (text !== '') yield text;
    }
    if (isHeld) yield '\n';
  } finally {
    // Whoever stops early must leave the source closed, wherever in the layers below the reading stands.
    await pieces.return();
  }
}

function checkIsText(text: string): void {
  if (!text.includes('\0')) return;
  throw new GenrekitError(
    'invalid-data',
    'The source is not text: it has NUL characters. If it is UTF-16 without a byte order mark, say so by ' +
      "encoding: 'utf-16le'.",
  );
}

async function* decodedPieces(
  pieces: AsyncGenerator<Uint8Array | string>,
  encoding: string,
): AsyncGenerator<string> {
  const first = await pieces.next();
  if (first.done) return;
  if (typeof first.value === 'string') {
    yield first.value.startsWith('\uFEFF') ? first.value.slice(1) : first.value;
    yield* pieces as AsyncGenerator<string>;
  } else {
    yield* decodeBytes(startingWith(first.value, pieces as AsyncGenerator<Uint8Array>), encoding);
  }
}

async function* decodeBytes(bytes: AsyncGenerator<Uint8Array>, encoding: string): AsyncGenerator<string> {
  const head = await readHead(bytes);
  const whole = startingWith(head, bytes);
  if (hasMagic(head, GZIP)) {
    yield* decodeBytes(gunzipStream(whole), encoding);
    return;
  }
  for (const [name, magic] of FOREIGN_FILES) {
    if (hasMagic(head, magic)) {
      throw new GenrekitError(
        'invalid-data',
        `The source is ${name}, which genrekit does not read; save it as CSV or JSON Lines, plain or packed with gzip.`,
      );
    }
  }
  const decoder = new TextDecoder(encoding === 'auto' ? encodingOf(head) : encoding);
  for await (const piece of whole) {
    const text = decoder.decode(piece, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

/** Takes pieces until there are bytes enough to tell what they are. */
async function readHead(bytes: AsyncGenerator<Uint8Array>): Promise<Uint8Array> {
  let head: Uint8Array = new Uint8Array(0);
  while (head.length < HEAD_LENGTH) {
    const next = await bytes.next();
    if (next.done) break;
    const joined = new Uint8Array(head.length + next.value.length);
    joined.set(head);
    joined.set(next.value, head.length);
    head = joined;
  }
  return head;
}

async function* startingWith(first: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
}

function hasMagic(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, i) => bytes[i] === byte);
}

function encodingOf(head: Uint8Array): string {
  if (hasMagic(head, [0xff, 0xfe])) return 'utf-16le';
  if (hasMagic(head, [0xfe, 0xff])) return 'utf-16be';
  return 'utf-8';
}

/**
 * @param encoding - what the caller passed
 * @returns the encoding, when it is `auto` or a name that `TextDecoder` knows
 * @throws GenrekitError `invalid-option` otherwise
 */
export function checkEncoding(encoding: unknown): string {
  try {
    if (typeof encoding === 'string') {
      if (encoding !== 'auto') new TextDecoder(encoding);
      return encoding;
    }
  } catch {
    // The name is not known here; said below.
  }
  throw new GenrekitError(
    'invalid-option',
    `readMovies.encoding must be 'auto' or a name such as 'utf-8' or 'windows-1252'; got ${describeValue(encoding)}.`,
  );
}
