import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32, ownCrc32 } from './crc32.ts';

/** Polynomial division a bit at a time, with the polynomial as the standards print it. */
function byDivision(bytes: Uint8Array): number {
  let remainder = 0xffffffffn;
  for (const byte of bytes) {
    remainder ^= BigInt(byte);
    for (let bit = 0; bit < 8; bit++) {
      const isOdd = remainder % 2n === 1n;
      remainder /= 2n;
      if (isOdd) remainder ^= 0xedb88320n;
    }
  }
  return Number(remainder ^ 0xffffffffn);
}

describe.each([
  ['the host', crc32],
  ['our own code', ownCrc32],
])('crc32 by %s', (_, crc32) => {
  it('has the check value of the catalogue of CRCs', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
    expect(crc32(new Uint8Array(0))).toBe(0);
    expect(crc32(new Uint8Array(32))).toBe(0x190a55ad);
  });

  it('agrees with division bit by bit', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(crc32(bytes)).toBe(byDivision(bytes));
      }),
    );
  });
});
