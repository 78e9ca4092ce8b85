import { Gunzip } from 'fflate';
import { GenrekitError } from '../errors.ts';

/** Length of the trailer of a gzip member: a checksum and the length of what was packed, 4 bytes each. */
const TRAILER_LENGTH = 8;

/**
 * Unpacks gzip (RFC 1952) piece by piece; several members in a row are read as one.
 *
 * @param packed - the bytes of the file
 * @returns the unpacked bytes, no piece empty
 * @throws GenrekitError `invalid-data` when the bytes are damaged or cut off
 */
export async function* gunzipStream(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let unpacked: Uint8Array[] = [];
  let memberLength = 0;
  let tail: Uint8Array = new Uint8Array(0);
  const gunzip = new Gunzip((bytes) => {
    memberLength += bytes.length;
    if (bytes.length > 0) unpacked.push(bytes);
  });
  gunzip.onmember = () => {
    memberLength = 0;
  };
  const push = (bytes: Uint8Array, isLast: boolean): Uint8Array[] => {
    unpacked = [];
    try {
      gunzip.push(bytes, isLast);
    } catch (error) {
      throw damaged(error);
    }
    return unpacked;
  };
  for await (const bytes of packed) {
    yield* push(bytes, false);
    tail = lastBytes(tail, bytes);
  }
  yield* push(new Uint8Array(0), true);
  // The unpacker ignores the trailer, and with it a file that was cut off just before its end.
  if (tail.length < TRAILER_LENGTH || lengthInTrailer(tail) !== memberLength % 2 ** 32) throw damaged();
}

function lastBytes(before: Uint8Array, bytes: Uint8Array): Uint8Array {
  if (bytes.length >= TRAILER_LENGTH) return bytes.slice(-TRAILER_LENGTH);
  const joined = new Uint8Array(before.length + bytes.length);
  joined.set(before);
  joined.set(bytes, before.length);
  return joined.slice(-TRAILER_LENGTH);
}

function lengthInTrailer(tail: Uint8Array): number {
  return new DataView(tail.buffer, tail.byteOffset).getUint32(4, true);
}

function damaged(cause?: unknown): GenrekitError {
  const detail = cause instanceof Error ? ` (${cause.message})` : '';
  return new GenrekitError(
    'invalid-data',
    `The gzip file is damaged or cut off${detail}; fetch or pack it again.`,
    { cause },
  );
}
