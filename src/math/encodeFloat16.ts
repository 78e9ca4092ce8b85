/* The way back, and what a half is, are in decodeFloat16.ts. */

/** The smallest magnitude that rounds to infinity: half a step above the largest half, 65504. */
const OVERFLOW = 65520;
const QUIET_NAN = 0x7e00;
const INFINITE = 0x7c00;
/** 2^52: a double at least this large has no fraction bits, so adding and subtracting it rounds to an integer. */
const ROUNDER = 4503599627370496;

/**
 * Rounds a number to the nearest half, ties to the even one, in a single rounding.
 *
 * @param value - any number; magnitudes of 65520 and above become infinite, NaN becomes the one quiet NaN 0x7e00
 * @returns the 16 bits of the half, 0..65535
 */
export function encodeFloat16(value: number): number {
  if (Number.isNaN(value)) return QUIET_NAN;
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const magnitude = Math.abs(value);
  if (magnitude >= OVERFLOW) return sign | INFINITE;
  // floor(magnitude * 2^14) has exponent + 15 binary digits; 0 stands for zero and the subnormals, whose step is
  // that of the smallest normal exponent, -14.
  const biased = Math.max(31 - Math.clz32(Math.floor(magnitude * 16384)), 0);
  // The magnitude in steps of its binade, 2^(biased - 24).
  const steps = (magnitude * 16777216) / (1 << biased);
  // The hidden bit of a normal number adds one to the exponent, and so does a carry into the next binade.
  return sign | ((biased << 10) + (steps + ROUNDER - ROUNDER));
}

/**
 * Rounds numbers to halves, each as {@link encodeFloat16} does.
 *
 * @param values - any numbers
 * @returns their bits, in the same order
 */
export function encodeFloat16Array(values: ArrayLike<number>): Uint16Array<ArrayBuffer> {
  const bits = new Uint16Array(values.length);
  for (let i = 0; i < bits.length; i++) bits[i] = encodeFloat16(values[i]!);
  return bits;
}
