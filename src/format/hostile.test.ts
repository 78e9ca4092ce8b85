import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GenrekitError } from '../errors.ts';
import { crc32 } from './crc32.ts';
import { decodeModel } from './decodeModel.ts';
import { encodeModel } from './encodeModel.ts';
import { deflatedContent, plainContent } from './fixtures/contents.ts';

const plain = encodeModel(plainContent, { isCompressed: false });
const deflated = encodeModel(deflatedContent);
const models: [string, Uint8Array][] = [
  ['plain', plain],
  ['deflated', deflated],
];

/** Gives bytes a right checksum, so that the checks behind it are reached. */
function reseal(bytes: Uint8Array): Uint8Array {
  const sealed = Uint8Array.from(bytes);
  if (sealed.length < 4) return sealed;
  const end = sealed.length - 4;
  new DataView(sealed.buffer).setUint32(end, crc32(sealed.subarray(0, end)), true);
  return sealed;
}

interface Parts {
  readonly json?: string | Uint8Array;
  readonly payload?: Uint8Array;
  readonly flags?: number;
  readonly formatVersion?: number;
  readonly payloadLength?: number;
}

/** Lays out a file by hand, right where the parts do not say otherwise. */
function assemble(parts: Parts): Uint8Array {
  const { payload = new Uint8Array(8), flags = 0, formatVersion = 1, payloadLength = payload.length } = parts;
  const json = Buffer.from(parts.json ?? '{"header":{},"sections":[]}');
  const start = 24 + Math.ceil(json.length / 8) * 8;
  const file = Buffer.alloc(start + payload.length + 4);
  file.set(Buffer.from('\x89GENRE\r\n', 'latin1'));
  file.writeUInt16LE(formatVersion, 8);
  file.writeUInt16LE(flags, 10);
  file.writeUInt32LE(json.length, 12);
  file.writeUInt32LE(payload.length, 16);
  file.writeUInt32LE(payloadLength, 20);
  file.set(json, 24);
  file.set(payload, start);
  return reseal(file);
}

/** A section table entry of two floats, as JSON, with some members replaced by other JSON. */
function entry(changes: Record<string, string> = {}): string {
  const members = { byteLength: '8', name: '"a"', offset: '0', shape: '[2]', type: '"f32"', ...changes };
  return `{${Object.entries(members)
    .map(([key, json]) => `"${key}":${json}`)
    .join(',')}}`;
}

const withTable = (...entries: string[]) => `{"header":{},"sections":[${entries.join(',')}]}`;
const withHeader = (header: string) => `{"header":${header},"sections":[${entry()}]}`;

/** Decodes, and makes sure that bytes are either refused in the right way or a model through and through. */
function attempt(bytes: Uint8Array): GenrekitError | undefined {
  try {
    encodeModel(decodeModel(bytes, { maxBytes: 1000000 }), { isCompressed: false });
    return undefined;
  } catch (error) {
    if (!(error instanceof GenrekitError)) throw error;
    expect(['invalid-model', 'unsupported-model']).toContain(error.code);
    return error;
  }
}

describe.each(models)('a damaged %s model is refused', (_, model) => {
  const positions = Array.from(model, (_byte, position) => position);

  it('truncated at every length', () => {
    for (const length of positions) expect(attempt(model.subarray(0, length))?.code).toBe('invalid-model');
    expect(attempt(model.subarray(0, 200))?.message).toContain(`truncated: 200 of ${model.length} bytes`);
    expect(attempt(model.subarray(0, 20))?.message).toContain('truncated: 20 of at least 28 bytes');
    expect(attempt(model.subarray(0, 0))?.message).toContain('it is empty');
  });

  it('with any byte changed', () => {
    for (const position of positions) {
      for (const flip of [0x01, 0x80, 0xff]) {
        const changed = Uint8Array.from(model);
        changed[position]! ^= flip;
        expect(attempt(changed)?.code, `byte ${position} ^ ${flip}`).toBe('invalid-model');
      }
    }
  });

  it('with bytes after its end', () => {
    for (const count of [1, 4, 8, 1000]) {
      const longer = new Uint8Array(model.length + count);
      longer.set(model);
      expect(attempt(longer)?.message).toMatch(/ends at byte \d+, but \d+ bytes were given/);
      expect(attempt(reseal(longer))?.message).toMatch(/ends at byte/);
    }
  });
});

describe.each(models)('a %s model with a forged checksum is refused or whole', (_, model) => {
  it('truncated at every length', () => {
    for (let length = 0; length < model.length; length++) {
      expect(attempt(reseal(model.subarray(0, length)))?.code).toBe('invalid-model');
    }
  });

  it('with any byte set to any of several values', () => {
    for (let position = 0; position < model.length - 4; position++) {
      for (const value of [0x00, 0x01, 0x22, 0x2d, 0x39, 0x5b, 0x7d, 0x7f, 0x80, 0xff]) {
        const changed = Uint8Array.from(model);
        changed[position] = value;
        attempt(reseal(changed));
      }
    }
  });

  it('with several bytes changed at random', () => {
    const changes = fc.array(fc.tuple(fc.nat(model.length - 5), fc.nat(255)), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(changes, (list) => {
        const changed = Uint8Array.from(model);
        for (const [position, value] of list) changed[position] = value;
        attempt(reseal(changed));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a forged preamble is refused', () => {
  const json = withTable(entry());

  it('but the forgery itself works', () => {
    expect(decodeModel(assemble({ json })).sections.get('a')?.data).toEqual(new Float32Array(2));
  });

  it.each<[string, Parts, RegExp]>([
    ['version 0', { json, formatVersion: 0 }, /formatVersion 0 at byte 8/],
    ['unknown flags', { json, flags: 0x8002 }, /unknown flags 0x8002 at byte 10/],
    ['a header above the limit', { json: ' '.repeat(1048577) }, /header of 1048577 bytes is above the limit/],
    ['a payload that is not aligned', { json, payload: new Uint8Array(9) }, /payload length of 9 at byte 20/],
    ['a plain payload of another length', { json, payloadLength: 16 }, /must be equally long/],
    ['a deflated payload that is longer', { json, flags: 1 }, /must be shorter/],
    [
      'a payload above maxBytes',
      { json, flags: 1, payloadLength: 4294967288 },
      /limit of 1000000. Raise maxBytes/,
    ],
    [
      'padding that is not zero',
      { json: withTable(entry({ byteLength: '4', shape: '[1]' })), payload: new Uint8Array(8).fill(1) },
      /padding after section 'a'/,
    ],
  ])('%s', (_, parts, message) => {
    expect(attempt(assemble(parts))?.message).toMatch(message);
  });

  it('a newer version is unsupported when whole, and damaged when not', () => {
    const newer = assemble({ formatVersion: 2, payload: new Uint8Array(3) });
    expect(attempt(newer)?.code).toBe('unsupported-model');
    expect(attempt(newer)?.message).toMatch(
      /has formatVersion 2, and this build reads up to 1. Upgrade genrekit/,
    );
    newer[40]! ^= 1;
    expect(attempt(newer)?.message).toMatch(/damaged: its bytes have the CRC-32 0x[0-9a-f]{8}, but 0x/);
  });

  it('padding after the header that is not zero', () => {
    const file = assemble({ json: withTable(entry({ name: '"abc"' })) });
    const end = 24 + new DataView(file.buffer).getUint32(12, true);
    expect(end % 8).not.toBe(0);
    file[end] = 1;
    expect(attempt(reseal(file))?.message).toMatch(/padding after the header is not zero/);
  });
});

describe('a forged header is refused', () => {
  const deep = (count: number) => '['.repeat(count) + ']'.repeat(count);
  const absurd = [
    '4294967295',
    '4294967296',
    '-1',
    '-8',
    '0.5',
    '1e308',
    '"8"',
    'null',
    'true',
    '{}',
    '[[8]]',
  ];
  const absurdEntries = ['offset', 'byteLength', 'shape', 'name', 'type'].flatMap((key) => [
    ...absurd.map((value): [string, string] => [`${key} ${value}`, withTable(entry({ [key]: value }))]),
    [`${key} of 100,000 characters`, withTable(entry({ [key]: `"${'x'.repeat(100000)}"` }))] as [
      string,
      string,
    ],
    [`${key} NaN`, withTable(entry({ [key]: 'NaN' }))] as [string, string],
    [`${key} 1e999`, withTable(entry({ [key]: '1e999' }))] as [string, string],
  ]);
  const absurdShapes = [...absurd, '8', '1e9,1e9', '4294967295,4294967295', '1,1,1,1,2', '2,-1', ''].map(
    (list): [string, string] => [`shape [${list}]`, withTable(entry({ shape: `[${list}]` }))],
  );

  it.each([...absurdEntries, ...absurdShapes])('%s', (_, json) => {
    expect(attempt(assemble({ json }))?.code).toBe('invalid-model');
  });

  it.each<[string, string | Uint8Array, RegExp]>([
    ['no JSON', 'hello', /no valid UTF-8 JSON/],
    ['an empty header', '', /no valid UTF-8 JSON/],
    ['a byte order mark', `\ufeff${withTable(entry())}`, /no valid UTF-8 JSON/],
    ['invalid UTF-8', Buffer.from(withHeader('{"a":"\xff"}'), 'latin1'), /no valid UTF-8 JSON/],
    [
      'a surrogate in UTF-8',
      Buffer.from(withHeader('{"a":"\xed\xa0\x80"}'), 'latin1'),
      /no valid UTF-8 JSON/,
    ],
    ['arrays 100,000 deep', withHeader(`{"a":${deep(100000)}}`), /deeper than 64 levels/],
    ['100,000 open brackets', '['.repeat(100000), /deeper than 64 levels/],
    ['objects 65 deep', withHeader('{"a":'.repeat(64) + 1 + '}'.repeat(64)), /deeper than 64 levels/],
    ['an array', '[]', /exactly the keys header and sections/],
    ['null', 'null', /exactly the keys header and sections/],
    ['no sections', '{"header":{}}', /exactly the keys header and sections/],
    ['one key more', '{"header":{},"sections":[],"more":1}', /exactly the keys header and sections/],
    ['a saved header that is an array', withHeader('[]'), /its saved header is an array of 0/],
    ['a saved header that is null', withHeader('null'), /its saved header is null/],
    ['a repeated key', withHeader('{"a":1,"\\u0061":2}'), /repeats a key/],
    ['the key __proto__', withHeader('{"a":[{"__proto__":{"isAdmin":true}}]}'), /the key "__proto__"/],
    ['the key __proto__ in escapes', withHeader('{"\\u005f_proto__":1}'), /the key "__proto__"/],
    ['a number that is infinite', withHeader('{"a":[-1e999]}'), /beyond the range of a double/],
    ['a table that is an object', '{"header":{},"sections":{}}', /section table is an object/],
    ['4,097 sections', withTable(...Array<string>(4097).fill('0')), /4097 sections, above the limit of 4096/],
    ['an entry that is null', withTable('null'), /section 0 of the table must have exactly the keys/],
    ['an entry with a key more', withTable(entry({ more: '1' })), /section 0 of the table must have exactly/],
    [
      'a name of Object.prototype',
      withTable(entry({ name: '"__proto__"' })),
      /"__proto__", which must match/,
    ],
    ['a type of Object.prototype', withTable(entry({ type: '"constructor"' })), /has the type "constructor"/],
    ['duplicate sections', withTable(entry(), entry({ offset: '8' })), /two sections have the name 'a'/],
    [
      'overlapping sections',
      withTable(entry(), entry({ name: '"b"' })),
      /'b' at offset 0 overlaps .* ends at 8/,
    ],
    ['a gap', withTable(entry(), entry({ name: '"b"', offset: '16' })), /'b' at offset 16 leaves a gap/],
    ['a misaligned section', withTable(entry({ offset: '4' })), /offset 4 is not aligned to 8 bytes/],
    [
      'a section beyond the payload',
      withTable(entry({ byteLength: '16', shape: '[4]' })),
      /beyond the payload of 8/,
    ],
    ['a payload of no section', withTable(), /sections end at 0, but its payload has 8 bytes/],
    ['elements that contradict the bytes', withTable(entry({ shape: '[3]' })), /take 12 bytes, not 8/],
    ['text in two dimensions', withTable(entry({ type: '"text"', shape: '[1,4]' })), /shape of one count/],
    [
      '2^32 - 1 strings',
      withTable(entry({ type: '"text"', shape: '[4294967295]' })),
      /too few for 4294967295/,
    ],
  ])('%s', (_, json, message) => {
    const error = attempt(assemble({ json }));
    expect(error?.code).toBe('invalid-model');
    expect(error?.message).toMatch(message);
  });

  it.each(['[Infinity]', '[NaN]'])('a float that is %s', (list) => {
    const payload = Buffer.alloc(8);
    payload.writeFloatLE(list === '[NaN]' ? Number.NaN : Number.POSITIVE_INFINITY, 4);
    const file = assemble({ json: withTable(entry()), payload });
    expect(attempt(file)?.message).toMatch(/element 1 of section 'a' is infinite or no number/);
  });

  it('but harmless keys stay harmless', () => {
    const { header } = decodeModel(
      assemble({ json: withHeader('{"constructor":{"prototype":1},"toString":2}') }),
    );
    expect(Object.getPrototypeOf(header)).toBe(Object.prototype);
    expect(header).toEqual({ constructor: { prototype: 1 }, toString: 2 });
  });
});

describe('a deflate bomb is stopped', () => {
  const bomb = deflateRawSync(new Uint8Array(64000000), { level: 9 });
  const json = (length: number) =>
    withTable(entry({ type: '"u8"', shape: `[${length}]`, byteLength: `${length}` }));
  const forge = (payload: Uint8Array, length: number) =>
    attempt(assemble({ json: json(length), payload, flags: 1, payloadLength: length }));

  it.each<[string, Uint8Array, number, RegExp]>([
    [
      'before it starts, by its declared length',
      bomb,
      64000000,
      /payload of 64000000 bytes .* limit of 1000000/,
    ],
    ['after the declared length', bomb, 100000, /inflates to more than the 100000 bytes/],
    [
      'before it starts, by its possible length',
      new Uint8Array(10),
      10328,
      /10 bytes cannot inflate to the 10328/,
    ],
    [
      'where the stream ends early',
      deflateRawSync(new Uint8Array(1000)),
      1008,
      /inflates to 1000 bytes instead/,
    ],
    ['where the stream is cut', bomb.subarray(0, 40), 1000, /no valid deflate stream|inflates to more/],
    ['where the stream is noise', new Uint8Array(40).fill(0xff), 1000, /no valid deflate stream/],
  ])('%s', (_, payload, length, message) => {
    expect(forge(payload, length)?.message).toMatch(message);
  });
});
