import type { ByteBudget } from './ByteBudget.ts';
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
