import { describeValue, GenrekitError } from '../errors.ts';
import type { ByteBudget } from './ByteBudget.ts';
import { malformedModel } from './modelErrors.ts';

/*
 * A list of strings is front coded (Witten, Moffat and Bell 1999, section 4.1): each string leaves out the bytes that
 * it shares with the start of the one before. Lists of terms are sorted, so this halves them. The three streams are
 * kept apart because like bytes beside like bytes deflate best: 50,000 sorted terms take 131 kB so, 193 kB as lengths
 * and text. The lengths count bytes, so every language can read them.
 *
 *   shared lengths   one byte a string, 0..255
 *   suffix lengths   one LEB128 varint a string
 *   suffixes         UTF-8, back to back
 */

/** The most bytes that a string leaves out: more would let a small file swell without limit. */
const MAX_SHARED_BYTES = 255;
/** The most bytes of one section's strings; no engine that matters makes strings much longer. */
const MAX_TEXT_BYTES = 268435456;

/**
 * Packs a list of strings.
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

/**
 * Unpacks a list of strings; lengths are added up and checked before the text is allocated.
 *
 * @param packed - the bytes of the section
 * @param count - how many strings it holds
 * @param name - how messages name the section
 * @param budget - what the unpacked text is taken from
 * @returns the strings
 * @throws GenrekitError `invalid-model` when the bytes are not such a list, or unpack to more than the budget has left
 */
export function decodeText(packed: Uint8Array, count: number, name: string, budget: ByteBudget): string[] {
  // Each string takes at least two bytes, so a count too large is caught before anything of its size is made.
  if (count * 2 > packed.length) {
    throw malformedModel(`text section '${name}' has ${packed.length} bytes, too few for ${count} strings`);
  }
  const { ends, suffixStart } = readLengths(packed, count, name);
  const textLength = ends[count - 1] ?? 0;
  if (textLength > MAX_TEXT_BYTES) {
    throw malformedModel(
      `text section '${name}' unpacks to ${textLength} bytes, above the limit of ${MAX_TEXT_BYTES}`,
    );
  }
  budget.take(textLength, `text section '${name}'`);
  const text = new Uint8Array(textLength);
  let source = suffixStart;
  let start = 0;
  let previousStart = 0;
  for (let i = 0; i < count; i++) {
    const shared = packed[i]!;
    const end = ends[i]!;
    text.copyWithin(start, previousStart, previousStart + shared);
    for (let k = start + shared; k < end; k++) text[k] = packed[source++]!;
    // A string that starts inside a character would hide behind a text that is well formed as a whole.
    if (start < end && (text[start]! & 0xc0) === 0x80) {
      throw malformedModel(`element ${i} of text section '${name}' starts inside a UTF-8 character`);
    }
    previousStart = start;
    start = end;
  }
  return cutStrings(text, ends, name);
}

/** Reads where each string ends in the unpacked text, and where the suffixes start in the packed bytes. */
function readLengths(packed: Uint8Array, count: number, name: string) {
  const ends = new Float64Array(count); // sums of hostile lengths can pass 32 bits before they are checked
  let position = count;
  let previousLength = 0;
  let end = 0;
  let suffixBytes = 0;
  for (let i = 0; i < count; i++) {
    const shared = packed[i]!;
    if (shared > previousLength) {
      throw malformedModel(
        `element ${i} of text section '${name}' shares ${shared} bytes with one of ${previousLength}`,
      );
    }
    let rest = 0;
    let scale = 1;
    let byte = 128;
    for (; byte > 127 && scale < 34359738368; scale *= 128) {
      byte = packed[position++] ?? 128;
      rest += (byte & 127) * scale;
    }
    if (byte > 127 || (byte === 0 && scale > 128)) {
      throw malformedModel(`the length of element ${i} of text section '${name}' is no short varint`);
    }
    previousLength = shared + rest;
    suffixBytes += rest;
    end += previousLength;
    ends[i] = end;
  }
  if (position + suffixBytes !== packed.length) {
    throw malformedModel(
      `text section '${name}' has ${packed.length} bytes where its lengths add up to ${position + suffixBytes}`,
    );
  }
  return { ends, suffixStart: position };
}

/** Decodes all text at once, which is far faster than string by string, then cuts it by UTF-16 lengths. */
function cutStrings(bytes: Uint8Array, ends: Float64Array, name: string): string[] {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw malformedModel(`text section '${name}' is no valid UTF-8`, error);
  }
  const terms = new Array<string>(ends.length);
  const isAscii = text.length === bytes.length;
  let position = 0;
  let start = 0;
  for (let i = 0; i < terms.length; i++) {
    let end = ends[i]!;
    if (!isAscii) {
      // A character of one to three bytes is one UTF-16 unit, one of four bytes is two.
      const endByte = end;
      end = start;
      for (; position < endByte; position++) {
        const byte = bytes[position]!;
        if ((byte & 0xc0) !== 0x80) end += byte >= 0xf0 ? 2 : 1;
      }
    }
    terms[i] = text.slice(start, end);
    start = end;
  }
  return terms;
}
