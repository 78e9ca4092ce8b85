import { describeValue, GenrekitError } from '../errors.ts';
import { MAX_TEXT_BYTES } from './layout.ts';

/** The most bytes that a string leaves out: more would let a small file swell without limit. */
const MAX_SHARED_BYTES = 255;

/**
 * Packs a list of strings, front coded; `decodeText.ts` tells how.
 *
 * @param terms - any strings but ones with lone surrogates, which no UTF-8 can hold
 * @param name - how messages name the section
 * @returns the bytes of the section
 * @throws GenrekitError `invalid-value` for an element that is no string or is not well formed
 */
export function encodeText(terms: readonly string[], name: string): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const head: number[] = [];
  const varints: number[] = [];
  const suffixes: Uint8Array[] = [];
  let suffixBytes = 0;
  let textBytes = 0;
  let previous = new Uint8Array(0);
  for (let i = 0; i < terms.length; i++) {
    const term: unknown = terms[i];
    if (typeof term !== 'string' || /\p{Surrogate}/u.test(term)) {
      const problem =
        typeof term === 'string' ? 'has a lone surrogate, which UTF-8 cannot store' : 'is no string';
      throw new GenrekitError(
        'invalid-value',
        `Element ${i} of the text section '${name}' ${problem}; got ${describeValue(term)}.`,
      );
    }
    const bytes = encoder.encode(term);
    const limit = Math.min(bytes.length, previous.length, MAX_SHARED_BYTES);
    let shared = 0;
    while (shared < limit && bytes[shared] === previous[shared]) shared++;
    head.push(shared);
    let rest = bytes.length - shared;
    suffixes.push(bytes.subarray(shared));
    suffixBytes += rest;
    textBytes += bytes.length;
    for (; rest > 127; rest >>>= 7) varints.push((rest & 127) | 128);
    varints.push(rest);
    previous = bytes;
  }
  if (textBytes > MAX_TEXT_BYTES) {
    throw new GenrekitError(
      'invalid-value',
      `The text section '${name}' holds ${textBytes} bytes of text, above the limit of ${MAX_TEXT_BYTES}. Split it.`,
    );
  }
  const packed = new Uint8Array(head.length + varints.length + suffixBytes);
  packed.set(head);
  packed.set(varints, head.length);
  let position = head.length + varints.length;
  for (const suffix of suffixes) {
    packed.set(suffix, position);
    position += suffix.length;
  }
  return packed;
}
