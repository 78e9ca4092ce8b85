import { inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../math/SeededRandom.ts';
import { decodeModel } from './decodeModel.ts';
import { encodeModel, type ModelContent } from './encodeModel.ts';
import { deflatedContent, plainContent } from './fixtures/contents.ts';
import type { SectionContent } from './Section.ts';
import { toSection } from './toSection.ts';

const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9._/-]{0,20}$/);
const section: fc.Arbitrary<SectionContent> = fc.oneof(
  fc.float64Array({ noNaN: true, noDefaultInfinity: true }).map((data) => toSection(data)),
  fc.float32Array({ noNaN: true, noDefaultInfinity: true }).map((data) => toSection(data)),
  fc.array(fc.nat(0x7bff)).map((bits) => ({ type: 'f16' as const, data: Uint16Array.from(bits) })),
  fc.int32Array().map((data) => toSection(data)),
  fc.uint32Array().map((data) => toSection(data)),
  fc.uint16Array().map((data) => toSection(data)),
  fc.int8Array().map((data) => toSection(data)),
  fc.uint8Array().map((data) => toSection(data, [1, data.length])),
  fc.array(fc.string({ unit: 'binary' })).map((data) => toSection(data)),
);
const content: fc.Arbitrary<ModelContent> = fc.record({
  header: fc.dictionary(
    fc.string({ unit: 'binary' }).filter((key) => key !== '__proto__'),
    fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.string(),
      fc.array(fc.boolean()),
      fc.constant(null),
    ),
  ),
  sections: fc.array(fc.tuple(name, section)).map((pairs) => new Map(pairs)),
});

/** What a reader must get back: sections in sorted order, each with a shape. */
function asDecoded({ header, sections }: ModelContent) {
  const sorted = [...sections].sort(([a], [b]) => (a < b ? -1 : 1));
  const full = sorted.map(([key, { type, data, shape }]) => [
    key,
    { type, data, shape: shape ?? [data.length] },
  ]);
  return { formatVersion: 1, header: { ...header }, sections: new Map(full as never) };
}

describe('encodeModel and decodeModel', () => {
  it('give back any content, and the same bytes whichever order it was built in', () => {
    fc.assert(
      fc.property(content, fc.boolean(), (model, isCompressed) => {
        const bytes = encodeModel(model, { isCompressed });
        const decoded = decodeModel(bytes);
        expect(decoded).toEqual(asDecoded(model));
        expect(encodeModel(decoded, { isCompressed })).toEqual(bytes);
        const shuffled = {
          header: Object.fromEntries(Object.entries(model.header).reverse()),
          sections: new Map([...model.sections].reverse()),
        };
        expect(encodeModel(shuffled, { isCompressed })).toEqual(bytes);
      }),
    );
  });

  it('read a view at any offset, leave it alone, and keep nothing of it', () => {
    const bytes = encodeModel(plainContent, { isCompressed: false });
    for (let offset = 0; offset < 9; offset++) {
      const padded = new Uint8Array(bytes.length + 16).fill(0xee);
      padded.set(bytes, offset);
      const view = padded.subarray(offset, offset + bytes.length);
      const decoded = decodeModel(view);
      expect(view).toEqual(bytes);
      padded.fill(0);
      expect(decoded).toEqual(asDecoded(plainContent));
    }
    expect(decodeModel(bytes.buffer)).toEqual(asDecoded(plainContent));
    expect(decodeModel(Buffer.from(bytes))).toEqual(asDecoded(plainContent));
  });

  it('give each section memory of its own', () => {
    const { sections } = decodeModel(encodeModel(deflatedContent));
    const buffers = [...sections.values()].flatMap(({ data }) => ('buffer' in data ? [data.buffer] : []));
    expect(new Set(buffers).size).toBe(buffers.length);
    for (const { data } of sections.values()) {
      if ('buffer' in data) expect(data.buffer.byteLength).toBe(data.byteLength);
    }
  });

  it('do not change what they are given', () => {
    const data = Float32Array.of(3, 1, 2);
    const header = Object.freeze({ b: 1, a: Object.freeze([2]) });
    encodeModel({ header, sections: new Map([['x', toSection(data)]]) });
    expect([...data]).toEqual([3, 1, 2]);
    expect(Object.keys(header)).toEqual(['b', 'a']);
  });

  it('write typed arrays that view a part of a buffer', () => {
    const whole = Float64Array.of(9, 1, 2, 9);
    const bytes = encodeModel({ header: {}, sections: new Map([['x', toSection(whole.subarray(1, 3))]]) });
    expect(decodeModel(bytes).sections.get('x')!.data).toEqual(Float64Array.of(1, 2));
  });

  it('keep an empty model', () => {
    const empty: ModelContent = { header: {}, sections: new Map() };
    expect(decodeModel(encodeModel(empty))).toEqual(asDecoded(empty));
    expect(encodeModel(empty).length).toBe(24 + 32 + 4);
  });
});

describe('compression', () => {
  const zeros: ModelContent = {
    header: {},
    sections: new Map([['zeros', toSection(new Uint8Array(100000))]]),
  };
  const random = new SeededRandom(1);
  const noise = Uint8Array.from({ length: 4096 }, () => random.uint32());

  it('writes a raw deflate stream that zlib reads', () => {
    const bytes = encodeModel(zeros);
    const view = new DataView(bytes.buffer);
    const start = Math.ceil((24 + view.getUint32(12, true)) / 8) * 8;
    const stored = bytes.subarray(start, start + view.getUint32(16, true));
    expect(view.getUint16(10, true)).toBe(1);
    expect(bytes.length).toBe(start + stored.length + 4);
    expect(new Uint8Array(inflateRawSync(stored))).toEqual(new Uint8Array(100000));
  });

  it('is left out where it would not help', () => {
    const model: ModelContent = { header: {}, sections: new Map([['noise', toSection(noise)]]) };
    expect(encodeModel(model)).toEqual(encodeModel(model, { isCompressed: false }));
  });

  it('cannot make a reader take more than maxBytes', () => {
    expect(() => decodeModel(encodeModel(zeros), { maxBytes: 99999 })).toThrow(
      /its payload of 100000 bytes .* limit of 99999/,
    );
    expect(decodeModel(encodeModel(zeros), { maxBytes: 100000 }).sections.size).toBe(1);
  });
});

describe('encodeModel refuses', () => {
  const floats = (value: number): SectionContent => ({ type: 'f32', data: Float32Array.of(0, value) });
  const refusals: [string, unknown, string, RegExp][] = [
    ['no object', null, 'invalid-value', /must be \{ header, sections \}; got null/],
    [
      'a header that is no object',
      { header: [], sections: new Map() },
      'invalid-value',
      /header .* got an array of 0/,
    ],
    [
      'sections in an object',
      { header: {}, sections: {} },
      'invalid-value',
      /must be a Map .* got an object/,
    ],
    [
      'a header above 1 MiB',
      { header: { a: 'x'.repeat(1048576) }, sections: new Map() },
      'invalid-value',
      /Put long lists into sections/,
    ],
    [
      'too many sections',
      { header: {}, sections: new Map(Array.from({ length: 4097 }, (_, i) => [`s${i}`, floats(0)])) },
      'invalid-value',
      /at most 4096 sections; got 4097/,
    ],
    ...['__proto__', '', 'a b', '1a', 'é', 'x'.repeat(129), Symbol('s'), 7].map(
      (bad): [string, unknown, string, RegExp] => [
        `the section name ${String(bad).slice(0, 10)}`,
        {
          header: {},
          sections: new Map([
            [bad, floats(0)],
            ['ok', floats(0)],
          ]),
        },
        'invalid-value',
        /A section has the name .* must match/,
      ],
    ),
    ...(
      [
        [
          'a bare array',
          Float32Array.of(1),
          'invalid-value',
          /must be \{ type, data \} .* got a Float32Array/,
        ],
        ['an unknown type', { type: 'f8', data: [] }, 'invalid-value', /got the type "f8"/],
        [
          'a type of Object.prototype',
          { type: 'toString', data: [] },
          'invalid-value',
          /got the type "toString"/,
        ],
        [
          'data of another type',
          { type: 'f32', data: new Float64Array(1) },
          'invalid-value',
          /must be of class Float32Array; got a Float64Array/,
        ],
        ['NaN', floats(Number.NaN), 'invalid-value', /Element 1 of section 'x' is infinite or no number/],
        ['infinity', floats(Number.NEGATIVE_INFINITY), 'invalid-value', /Element 1/],
        [
          'an infinite half',
          { type: 'f16', data: Uint16Array.of(0, 0, 0x7c00) },
          'invalid-value',
          /Element 2/,
        ],
        [
          'a wrong shape',
          { ...floats(0), shape: [3] },
          'shape-mismatch',
          /product is its length, 2; got \[3\]/,
        ],
        ['a fractional shape', { ...floats(0), shape: [0.5, 4] }, 'shape-mismatch', /got \[0\.5, 4\]/],
        ['a shape of five', { ...floats(0), shape: [1, 1, 1, 1, 2] }, 'shape-mismatch', /one to 4 counts/],
        ['an empty shape', { ...floats(0), shape: [] }, 'shape-mismatch', /one to 4 counts/],
        [
          'text in two dimensions',
          { type: 'text', data: ['a'], shape: [1, 1] },
          'shape-mismatch',
          /one count/,
        ],
        [
          'a hole in text',
          { type: 'text', data: new Array(1) },
          'invalid-value',
          /Element 0 .* is no string; got undefined/,
        ],
      ] as [string, unknown, string, RegExp][]
    ).map(([what, bad, code, message]): [string, unknown, string, RegExp] => [
      what,
      { header: {}, sections: new Map([['x', bad]]) },
      code,
      message,
    ]),
  ];

  it.each(refusals)('%s', (_, bad, code, message) => {
    expect(() => encodeModel(bad as ModelContent)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });

  it('options that do not exist or make no sense', () => {
    const option = expect.objectContaining({ code: 'invalid-option' });
    expect(() => encodeModel(plainContent, { compress: true } as never)).toThrow(option);
    expect(() => encodeModel(plainContent, { isCompressed: 1 as never })).toThrow(option);
    expect(() => decodeModel(encodeModel(plainContent), { maxBytes: -1 })).toThrow(option);
    expect(() => decodeModel(encodeModel(plainContent), { maxBytes: Number.NaN })).toThrow(option);
  });
});
