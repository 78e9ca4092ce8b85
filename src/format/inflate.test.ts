import { constants, deflateRawSync, type ZlibOptions } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inflate } from './inflate.ts';

const WAYS: readonly ZlibOptions[] = [
  { level: 0 },
  { level: 1 },
  { level: 9 },
  { level: 9, strategy: constants.Z_FIXED },
  { strategy: constants.Z_HUFFMAN_ONLY },
  { strategy: constants.Z_RLE },
];
/** Bytes of which some are likely to repeat, near and far. */
const bytes = fc
  .array(fc.tuple(fc.uint8Array({ maxLength: 40 }), fc.integer({ min: 1, max: 60 })), { maxLength: 8 })
  .map((parts) => Buffer.concat(parts.map(([part, times]) => Buffer.concat(Array(times).fill(part)))));

describe('inflate', () => {
  it('gives back what zlib packed, in every kind of block', () => {
    fc.assert(
      fc.property(bytes, fc.constantFrom(...WAYS), (raw, way) => {
        const packed = deflateRawSync(raw, way);
        const output = new Uint8Array(raw.length);
        expect(inflate(packed, output)).toBe(raw.length);
        expect(Buffer.from(output).equals(raw)).toBe(true);
      }),
    );
  });

  it('gives back long texts, whose matches reach back 32 KB, from several blocks', () => {
    const raw = Buffer.from(
      Array.from({ length: 60_000 }, (_, i) => `${i * i} ${Math.imul(i, 0x9e3779b1) >>> 20}`).join(' '),
    );
    for (const way of WAYS) {
      const output = new Uint8Array(raw.length);
      expect(inflate(deflateRawSync(raw, way), output)).toBe(raw.length);
      expect(Buffer.from(output).equals(raw)).toBe(true);
    }
  });

  it('says so when there is no room, and writes no byte beyond', () => {
    fc.assert(
      fc.property(bytes, fc.constantFrom(...WAYS), fc.nat(), (raw, way, missing) => {
        fc.pre(raw.length > 0);
        const memory = new Uint8Array(raw.length + 8).fill(7);
        const room = raw.length - 1 - (missing % raw.length);
        expect(inflate(deflateRawSync(raw, way), memory.subarray(0, room))).toBe(-1);
        expect(memory.subarray(room).every((byte) => byte === 7)).toBe(true);
      }),
    );
  });

  it('refuses every stream that is cut short', () => {
    const raw = Buffer.from('a killer hides on a train, a detective hunts a killer. '.repeat(20));
    for (const way of WAYS) {
      const packed = deflateRawSync(raw, way);
      for (let end = 0; end < packed.length; end++) {
        expect(() => inflate(packed.subarray(0, end), new Uint8Array(raw.length))).toThrow();
      }
    }
  });

  it('ends on any bytes whatever', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (stream) => {
        const output = new Uint8Array(1000);
        try {
          expect(inflate(stream, output)).toBeLessThanOrEqual(1000);
        } catch (error) {
          expect((error as Error).message).toBe('no deflate stream');
        }
      }),
      { numRuns: 2000 },
    );
  });
});
