import { GrowableInt32 } from '../math/growable.ts';
import { TermList } from '../text/TermList.ts';
import type { ByteBudget } from './ByteBudget.ts';
import { decodeUtf8 } from './decodeUtf8.ts';
import { MAX_TEXT_BYTES } from './layout.ts';
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
export function decodeText(packed: Uint8Array, count: number, name: string, budget: ByteBudget): TermList {
  // Each string takes at least two bytes, so a count too large is caught before anything of its size is made.
  if (count * 2 > packed.length) {
    throw malformedModel(`text section '${name}' has ${packed.length} bytes, too few for ${count} strings`);
  }
  const { ends, textLength, suffixStart } = readLengths(packed, count, name);
  if (textLength > MAX_TEXT_BYTES) {
    throw malformedModel(
      `text section '${name}' unpacks to ${textLength} bytes, above the limit of ${MAX_TEXT_BYTES}`,
    );
  }
  budget.take(textLength, `text section '${name}'`);
  const text = new Uint8Array(textLength);
  /* The strings that are not all ASCII, which alone can be malformed. */
  const rare = new GrowableInt32();
  let source = suffixStart;
  let start = 0;
  let previousStart = 0;
  for (let i = 0; i < count; i++) {
    const own = start + packed[i]!;
    const end = ends[i]!;
    let bits = 0;
    for (let k = start, from = previousStart; k < own; k++) {
      const byte = text[from++]!;
      text[k] = byte;
      bits |= byte;
    }
    for (let k = own; k < end; k++) {
      const byte = packed[source++]!;
      text[k] = byte;
      bits |= byte;
    }
    if (bits > 127) {
      // A string that starts inside a character would hide behind a text that is well formed as a whole.
      if ((text[start]! & 0xc0) === 0x80) {
        throw malformedModel(`element ${i} of text section '${name}' starts inside a UTF-8 character`);
      }
      for (let k = start; k < end; k++) rare.push(text[k]!);
    }
    previousStart = start;
    start = end;
  }
  try {
    decodeUtf8(Uint8Array.from(rare.array.subarray(0, rare.length)));
  } catch (error) {
    throw malformedModel(`text section '${name}' is no valid UTF-8`, error);
  }
  return new TermList(text, ends);
}

/** Reads where each string ends in the unpacked text, and where the suffixes start in the packed bytes. */
function readLengths(packed: Uint8Array, count: number, name: string) {
  const ends = new Uint32Array(count); // sums of hostile lengths can pass 32 bits, and are refused then
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
  return { ends, textLength: end, suffixStart: position };
}
