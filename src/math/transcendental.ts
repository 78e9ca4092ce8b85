/**
 * exp, log and their relatives from + - * / and bit operations alone.
 *
 * ECMAScript leaves the precision of `Math.exp` and `Math.log` to the engine, so they differ in the last
 * bits between browsers. These do not: every engine gives the same bits, within about one unit in the last
 * place of the true value.
 */

const LN2_HIGH = 0.6931471803691238; // the upper 32 bits of ln 2: k * LN2_HIGH is exact for |k| < 2^20
const LN2_LOW = 1.9082149292705877e-10;
const INVERSE_LN2 = Math.LOG2E;

/* Scratch for reading and writing the bits of a double; every engine that runs JavaScript is little-endian. */
const double = /* @__PURE__ */ new Float64Array(1);
const words = /* @__PURE__ */ new Uint32Array(double.buffer);

/** 2^k for -1022 <= k <= 1023, by writing the exponent bits. */
function powerOfTwo(k: number): number {
  words[0] = 0;
  words[1] = (k + 1023) << 20;
  return double[0]!;
}

/**
 * e^x: x = k ln 2 + r with |r| <= ln(2) / 2, Taylor series in r, then scaling by 2^k.
 *
 * @param x - any number
 * @returns e^x; 0 below about -745, Infinity above about 709.78
 */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY;
  if (x < -745.1332191019412) return 0;
  const k = Math.floor(x * INVERSE_LN2 + 0.5);
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  let sum = 1 / 6227020800;
  sum = sum * r + 1 / 479001600;
  sum = sum * r + 1 / 39916800;
  sum = sum * r + 1 / 3628800;
  sum = sum * r + 1 / 362880;
  sum = sum * r + 1 / 40320;
  sum = sum * r + 1 / 5040;
  sum = sum * r + 1 / 720;
  sum = sum * r + 1 / 120;
  sum = sum * r + 1 / 24;
  sum = sum * r + 1 / 6;
  sum = sum * r + 0.5;
  const value = 1 + (r + r * r * sum);
  if (k > 1022) return value * powerOfTwo(k - 1) * 2;
  if (k < -1021) return value * powerOfTwo(k + 60) * powerOfTwo(-60);
  return value * powerOfTwo(k);
}

/**
 * The natural logarithm: x = 2^k m with sqrt(1/2) < m <= sqrt(2), and ln m = 2 atanh((m - 1) / (m + 1)).
 *
 * @param x - any number
 * @returns ln x; -Infinity at 0, NaN below
 */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  let k = 0;
  let scaled = x;
  if (x < 2.2250738585072014e-308) {
    scaled = x * 18014398509481984; // 2^54 lifts subnormals into the normal range
    k = -54;
  }
  double[0] = scaled;
  const high = words[1]!;
  k += (high >>> 20) - 1023;
  words[1] = (high & 0x000fffff) | 0x3ff00000;
  let m = double[0]!;
  if (m > Math.SQRT2) {
    m *= 0.5;
    k++;
  }
  const f = m - 1;
  const s = f / (2 + f);
  const z = s * s;
  let series = 2 / 23;
  series = series * z + 2 / 21;
  series = series * z + 2 / 19;
  series = series * z + 2 / 17;
  series = series * z + 2 / 15;
  series = series * z + 2 / 13;
  series = series * z + 2 / 11;
  series = series * z + 2 / 9;
  series = series * z + 2 / 7;
  series = series * z + 2 / 5;
  series = series * z + 2 / 3;
  // ln(1 + f) = f - (f^2/2 - s (f^2/2 + z * series)): the large term f stays exact.
  const half = 0.5 * f * f;
  return k * LN2_HIGH - (half - (s * (half + z * series) + k * LN2_LOW) - f);
}

/**
 * The logistic function 1 / (1 + e^-x), stable at both ends.
 *
 * @param x - any number
 * @returns a number in [0, 1]
 */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + exp(-x));
  const e = exp(x);
  return e / (1 + e);
}
