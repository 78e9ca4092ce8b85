/**
 * IEEE 754 half precision (binary16): 1 sign bit, 5 exponent bits, 10 fraction bits.
 *
 * Engines without `Float16Array` are still common, so halves travel as raw bits in a `Uint16Array`. Every scaling
 * below is by a power of two and therefore exact; the only rounding is the one that is meant.
 */

/**
 * Reads the bits of a half; every half is exact as a double and as a float.
 *
 * @param bits - 16 bits, 0..65535
 * @returns the number, which may be infinite or NaN
 */
export function decodeFloat16(bits: number): number {
  const exponent = (bits >>> 10) & 31;
  const fraction = bits & 1023;
  const sign = (bits & 0x8000) === 0 ? 1 : -1;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  if (exponent === 0) return (sign * fraction) / 16777216;
  return (sign * (1024 + fraction) * (1 << exponent)) / 33554432;
}

/**
 * Widens halves to floats, each as {@link decodeFloat16} does.
 *
 * @param bits - the bits of halves
 * @returns their values, in the same order
 */
export function decodeFloat16Array(bits: Uint16Array): Float32Array<ArrayBuffer> {
  const values = new Float32Array(bits.length);
  for (let i = 0; i < values.length; i++) values[i] = decodeFloat16(bits[i]!);
  return values;
}
