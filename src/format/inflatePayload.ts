import { hostZlib } from './hostZlib.ts';
import { inflate } from './inflate.ts';
import { malformedModel } from './modelErrors.ts';

/** A deflate stream cannot grow by more than this: one match of 258 bytes takes at least two bits. */
export const MAX_EXPANSION = 1032;

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
  const quick = inflateByHost(stored, length);
  if (quick !== undefined) return quick;
  const output = new Uint8Array(length);
  let filled: number;
  try {
    filled = inflate(stored, output);
  } catch (cause) {
    throw malformedModel('its payload is no valid deflate stream', cause);
  }
  if (filled < 0) throw malformedModel(`its payload inflates to more than the ${length} bytes it declares`);
  if (filled !== length) {
    throw malformedModel(`its payload inflates to ${filled} bytes instead of the ${length} it declares`);
  }
  return output;
}

/** Gives the bytes only when all is well; what is wrong otherwise, our own code finds out. */
function inflateByHost(stored: Uint8Array, length: number): Uint8Array<ArrayBuffer> | undefined {
  if (length < WORTHWHILE) return undefined;
  try {
    const output = hostZlib()?.inflateRawSync(stored, { chunkSize: length + 64, maxOutputLength: length });
    return output?.length === length ? output : undefined;
  } catch {
    return undefined;
  }
}

/** Less is unpacked at once by our own code too; and Node would put it into memory that it shares out. */
const WORTHWHILE = 65536;
