import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteBudget } from './ByteBudget.ts';
import { decodeText } from './decodeText.ts';
import { encodeText } from './encodeText.ts';

const decode = (packed: Uint8Array, count: number, maxBytes = 1e6) =>
  decodeText(packed, count, 'terms', new ByteBudget(maxBytes)).terms;
const utf8 = (text: string) => new TextEncoder().encode(text);

/** A reader that follows the document a string at a time, with a decoder of its own for each. */
function readNaively(packed: Uint8Array, count: number): string[] {
  const terms: string[] = [];
  const lengths: number[] = [];
  let position = count;
  for (let i = 0; i < count; i++) {
    let length = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = packed[position++]!;
      length += (byte % 128) << shift;
      if (byte < 128) break;
    }
    lengths.push(length);
  }
  let previous: number[] = [];
  for (let i = 0; i < count; i++) {
    previous = [...previous.slice(0, packed[i]), ...packed.subarray(position, position + lengths[i]!)];
    position += lengths[i]!;
    terms.push(Buffer.from(previous).toString('utf8'));
  }
  return terms;
}

describe('a text section', () => {
  it('has the bytes that the document names', () => {
    const packed = encodeText(['ghost', 'ghosts', 'été', 'a\nb'], 'terms');
    expect([...packed]).toEqual([
      0,
      5,
      0,
      0,
      5,
      1,
      5,
      3,
      ...utf8('ghost'),
      ...utf8('s'),
      ...utf8('été'),
      ...utf8('a\nb'),
    ]);
  });

  it('gives back any list of well-formed strings', () => {
    const anyText = fc.string({ unit: 'binary', maxLength: 40 });
    const nearText = fc
      .tuple(fc.string({ unit: fc.constantFrom('é', 'è', '👻', 'a') }), anyText)
      .map((pair) => pair.join(''));
    fc.assert(
      fc.property(fc.array(fc.oneof(anyText, nearText)), (terms) => {
        const packed = encodeText(terms, 'terms');
        expect(decode(packed, terms.length)).toEqual(terms);
        expect(readNaively(packed, terms.length)).toEqual(terms);
      }),
    );
  });

  it('keeps empty strings, marks of byte order, newlines, nulls, and characters cut by a shared start', () => {
    const terms = ['', '', '\ufeff', '\ufeffa', '\n', '\0', 'é', 'è', '👻', '👽', ''];
    expect(decode(encodeText(terms, 'terms'), terms.length)).toEqual(terms);
    expect(decode(encodeText([], 'terms'), 0)).toEqual([]);
  });

  it('keeps strings longer than a shared length or a short varint can say', () => {
    const terms = ['x'.repeat(300), `${'x'.repeat(300)}y`, 'é'.repeat(20000), 'x'];
    expect(decode(encodeText(terms, 'terms'), terms.length)).toEqual(terms);
  });

  it('halves a sorted vocabulary', () => {
    const terms = Array.from({ length: 5000 }, (_, i) => `term ${String(i).padStart(6, '0')}`);
    expect(encodeText(terms, 'terms').length).toBeLessThan(terms.join('\n').length / 3);
  });

  it('refuses to write lone surrogates and what is no string', () => {
    expect(() => encodeText(['fine', 'bad \ud800'], 'terms')).toThrow(
      /Element 1 of the text section 'terms' has a lone surrogate/,
    );
    expect(() => encodeText(['\udc00\ud800'], 'terms')).toThrow(/lone surrogate/);
    expect(() => encodeText([null as never], 'terms')).toThrow(
      /is no string, .*got null|is no string; got null/,
    );
  });

  it.each([
    ['more strings than bytes', [0, 0], 2, /too few for 2 strings/],
    ['2^32 - 1 strings', [0, 0], 4294967295, /too few for 4294967295 strings/],
    ['a shared start longer than the string before', [1, 0], 1, /shares 1 bytes with one of 0/],
    ['a length that does not end', [0, 0x80], 1, /no short varint/],
    ['a length of six bytes', [0, 0x80, 0x80, 0x80, 0x80, 0x80, 1], 1, /no short varint/],
    ['a length with a needless byte', [0, 0x81, 0], 1, /no short varint/],
    ['a length beyond the end', [0, 0xff, 0xff, 0xff, 0xff, 0x7f], 1, /add up to/],
    ['bytes to spare', [0, 1, 0x61, 0x62], 1, /add up to 3/],
    ['broken UTF-8', [0, 1, 0xff], 1, /no valid UTF-8/],
    ['a surrogate in UTF-8', [0, 3, 0xed, 0xa0, 0x80], 1, /no valid UTF-8/],
    ['a character cut in two', [0, 0, 1, 1, 0xc3, 0xa9], 2, /element 1 .* starts inside/],
    ['a character cut off at the end', [0, 1, 0xc3], 1, /no valid UTF-8/],
  ])('refuses %s', (_, bytes, count, message) => {
    expect(() => decode(Uint8Array.from(bytes), count)).toThrow(
      expect.objectContaining({ code: 'invalid-model', message: expect.stringMatching(message) }),
    );
  });

  it('takes the text from the budget before it makes it', () => {
    // Each string repeats the one before: 2 bytes that unpack to 255.
    const swelling = encodeText(new Array<string>(1000).fill('x'.repeat(255)), 'terms');
    expect(swelling.length).toBe(2256);
    expect(decode(swelling, 1000, 255000)).toHaveLength(1000);
    expect(() => decode(swelling, 1000, 254999)).toThrow(
      /unpacks to 255000 bytes or more, above the limit of 254999/,
    );
  });
});
