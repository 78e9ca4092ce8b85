import { describeValue, GenrekitError } from '../errors.ts';
import { MAGIC } from './layout.ts';

/**
 * Takes a caller's bytes as a plain `Uint8Array`, without copying: from another realm, at any offset, or as a Node
 * `Buffer`, whose `slice` would not copy. Shared memory alone is copied, since it may change while it is being checked.
 *
 * @param value - what the caller passed as a model
 * @returns the bytes
 * @throws GenrekitError `invalid-model` when it is neither a `Uint8Array` nor an `ArrayBuffer`
 */
export function openBytes(value: unknown): Uint8Array {
  const tag = Object.prototype.toString.call(value);
  if (tag === '[object ArrayBuffer]') return new Uint8Array(value as ArrayBuffer);
  if (ArrayBuffer.isView(value) && tag === '[object Uint8Array]') {
    const view = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    const isShared = Object.prototype.toString.call(value.buffer) === '[object SharedArrayBuffer]';
    return isShared ? new Uint8Array(view) : view;
  }
  throw new GenrekitError(
    'invalid-model',
    `A model is read from a Uint8Array or an ArrayBuffer; got ${describeValue(value)}. ` +
      'Read the file as bytes: readFileSync(path) without an encoding, or response.arrayBuffer().',
  );
}

/** What bytes that are no model most often are: how they start, what they look like, and what to do. */
const LOOKALIKES: readonly (readonly [start: string, advice: string])[] = /* @__PURE__ */ Object.freeze([
  ['\xef\xbf\xbdGENRE', 'it was read or sent as text, which destroys bytes: read and send it as binary'],
  ['\x89GENRE', 'its line ends were converted: transfer it as binary'],
  ['<', 'it looks like HTML: the server returned a page instead of the model. Check the address'],
  ['{', 'it looks like JSON: a .genre file is binary. Check the path'],
  ['[', 'it looks like JSON: a .genre file is binary. Check the path'],
  ['version https://git-lfs', 'it is a Git LFS pointer: run `git lfs pull` to get the file itself'],
  ['\x1f\x8b', 'it is gzipped: unpack it first'],
  ['PK\x03\x04', 'it is a ZIP archive: unpack it first'],
  ['\x80\x04', 'it looks like a Python pickle, which genrekit never reads: train the model again'],
] as const);

/**
 * Says what bytes without the right magic look like.
 *
 * @param bytes - at least one byte that differs from the magic
 * @returns the end of a sentence that starts with `Not a .genre file:`
 */
export function describeForeignBytes(bytes: Uint8Array): string {
  // Latin-1, so that each character is one byte; white space and a byte order mark may stand before a page.
  const start = String.fromCharCode(...bytes.subarray(0, 64)).replace(/^(?:\xef\xbb\xbf)?[ \t\r\n]*/, '');
  const match = LOOKALIKES.find(([prefix]) => start.startsWith(prefix));
  if (match !== undefined) return match[1];
  return `it starts with ${hex(bytes.subarray(0, 8))} instead of ${hex(MAGIC)}`;
}

function hex(bytes: ArrayLike<number>): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
