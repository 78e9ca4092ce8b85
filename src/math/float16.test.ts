import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFloat16, decodeFloat16Array } from './decodeFloat16.ts';
import { encodeFloat16, encodeFloat16Array } from './encodeFloat16.ts';

/** The definition, by powers: (-1)^s 2^(e - 15) (1 + f / 1024), and 2^-14 f / 1024 for e = 0. */
function byDefinition(bits: number): number {
  const exponent = (bits >> 10) % 32;
  const fraction = (bits % 1024) / 1024;
  const magnitude = exponent === 0 ? 2 ** -14 * fraction : 2 ** (exponent - 15) * (1 + fraction);
  return bits >= 32768 ? -magnitude : magnitude;
}

const positiveHalves = Array.from({ length: 0x7c00 }, (_, bits) => byDefinition(bits));

const allBits = Array.from({ length: 65536 }, (_, bits) => bits);

/** The nearest half by search over all of them: the even one of two equally near ones. */
function nearest(value: number): number {
  const magnitude = Math.abs(value);
  let low = 0;
  let high = positiveHalves.length; // stands for 65536, where the next half would be
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (positiveHalves[middle]! <= magnitude) low = middle;
    else high = middle;
  }
  const below = magnitude - positiveHalves[low]!;
  const above = (positiveHalves[high] ?? 65536) - magnitude;
  const bits = below < above || (below === above && low % 2 === 0) ? low : high;
  return value < 0 || Object.is(value, -0) ? bits + 32768 : bits;
}

describe('decodeFloat16', () => {
  it('follows the definition for every finite half', () => {
    const finite = allBits.filter((bits) => (bits & 0x7c00) !== 0x7c00);
    expect(finite.filter((bits) => !Object.is(decodeFloat16(bits), byDefinition(bits)))).toEqual([]);
  });

  it('reads infinities, NaN and both zeros', () => {
    expect(decodeFloat16(0x7c00)).toBe(Number.POSITIVE_INFINITY);
    expect(decodeFloat16(0xfc00)).toBe(Number.NEGATIVE_INFINITY);
    expect(decodeFloat16(0x7c01)).toBeNaN();
    expect(decodeFloat16(0xffff)).toBeNaN();
    expect(decodeFloat16(0x0000)).toBe(0);
    expect(decodeFloat16(0x8000)).toBe(-0);
  });

  it('has well-known values', () => {
    expect(decodeFloat16(0x0001)).toBe(0.000000059604644775390625);
    expect(decodeFloat16(0x03ff)).toBeCloseTo(0.000060975552, 12);
    expect(decodeFloat16(0x0400)).toBe(0.00006103515625);
    expect(decodeFloat16(0x3555)).toBe(0.333251953125);
    expect(decodeFloat16(0x3bff)).toBe(0.99951171875);
    expect(decodeFloat16(0x3c01)).toBe(1.0009765625);
    expect(decodeFloat16(0x7bff)).toBe(65504);
    expect(decodeFloat16(0xc000)).toBe(-2);
  });
});

describe('encodeFloat16', () => {
  it('undoes decodeFloat16 for every half but the many NaNs', () => {
    const isKept = (bits: number) => {
      const value = decodeFloat16(bits);
      return encodeFloat16(value) === (Number.isNaN(value) ? 0x7e00 : bits);
    };
    expect(allBits.filter((bits) => !isKept(bits))).toEqual([]);
  });

  it('takes the even neighbour at every tie, and the nearer one a hair beside it', () => {
    const isRight = (below: number, bits: number) => {
      const tie = (below + (positiveHalves[bits + 1] ?? 65536)) / 2;
      return (
        encodeFloat16(tie) === (bits % 2 === 0 ? bits : bits + 1) &&
        encodeFloat16(-tie * (1 - Number.EPSILON)) === bits + 32768 &&
        encodeFloat16(tie * (1 + Number.EPSILON)) === bits + 1
      );
    };
    expect(positiveHalves.filter((below, bits) => !isRight(below, bits))).toEqual([]);
  });

  it('finds the nearest half of any double', () => {
    const values = fc.oneof(
      fc.double({ min: -70000, max: 70000, noNaN: true }),
      fc.double({ min: -1e-4, max: 1e-4, noNaN: true }),
      fc.float({ min: -4, max: 4, noNaN: true }),
    );
    fc.assert(
      fc.property(values, (value) => {
        expect(encodeFloat16(value)).toBe(nearest(value));
      }),
      { numRuns: 5000 },
    );
  });

  it('rounds once: a double just above a tie goes up even where its float is the tie', () => {
    const justAboveTie = 1 + 2 ** -11 + 2 ** -40;
    expect(Math.fround(justAboveTie)).toBe(1 + 2 ** -11);
    expect(encodeFloat16(justAboveTie)).toBe(0x3c01);
    expect(encodeFloat16(Math.fround(justAboveTie))).toBe(0x3c00);
  });

  it('has the right values at the edges', () => {
    expect(encodeFloat16(65519.999)).toBe(0x7bff);
    expect(encodeFloat16(65520)).toBe(0x7c00);
    expect(encodeFloat16(Number.NEGATIVE_INFINITY)).toBe(0xfc00);
    expect(encodeFloat16(5e-324)).toBe(0);
    expect(encodeFloat16(-(2 ** -25))).toBe(0x8000);
    expect(encodeFloat16(2 ** -25 * 1.001)).toBe(1);
    expect(encodeFloat16(Number.NaN)).toBe(0x7e00);
  });
});

describe('the array forms', () => {
  it('do the same to each element and leave their input alone', () => {
    const values = Float32Array.of(0.1, -2, 65504, 1e-7);
    const bits = encodeFloat16Array(values);
    expect([...bits]).toEqual([0x2e66, 0xc000, 0x7bff, 0x0002]);
    expect([...decodeFloat16Array(bits)]).toEqual([...bits].map(byDefinition));
    expect([...values]).toEqual([Math.fround(0.1), -2, 65504, Math.fround(1e-7)]);
  });
});
