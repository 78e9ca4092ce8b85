import { Inflate } from 'fflate';
import { GenrekitError } from '../errors.ts';
import { malformedModel } from './modelErrors.ts';

/** A deflate stream cannot grow by more than this: one match of 258 bytes takes at least two bits. */
export const MAX_EXPANSION = 1032;

/**
 * How much is inflated between two looks at the length: a stream that yields too much is stopped after at most
 * 1,032 times this many bytes.
 */
const CHUNK_BYTES = 16384;

/**
 * Unpacks a raw deflate stream of known length. The caller has checked the length against a limit; here it is checked
 * that the stream can and does have it, so neither memory nor time grows beyond it.
 *
 * @param stored - the stream
 * @param length - how many bytes it must yield
 * @returns those bytes
 * @throws GenrekitError `invalid-model` when the stream is damaged or yields another number of bytes
 */
export function inflatePayload(stored: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  if (length > stored.length * MAX_EXPANSION) {
    throw malformedModel(
      `its payload of ${stored.length} bytes cannot inflate to the ${length} bytes it declares`,
    );
  }
  const output = new Uint8Array(length);
  let filled = 0;
  const inflate = new Inflate((chunk) => {
    if (chunk.length > length - filled) {
      throw malformedModel(`its payload inflates to more than the ${length} bytes it declares`);
    }
    output.set(chunk, filled);
    filled += chunk.length;
  });
  try {
    for (let start = 0; start < stored.length; start += CHUNK_BYTES) {
      const end = start + CHUNK_BYTES;
      inflate.push(stored.subarray(start, end), end >= stored.length);
    }
  } catch (error) {
    if (error instanceof GenrekitError) throw error;
    throw malformedModel('its payload is no valid deflate stream', error);
  }
  if (filled !== length) {
    throw malformedModel(`its payload inflates to ${filled} bytes instead of the ${length} it declares`);
  }
  return output;
}
