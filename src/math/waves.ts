/* Pi / 2 in three parts; a multiple of the first two is exact for the angles that occur. */
const QUARTER_HIGH = 1.5707963267341256;
const QUARTER_MIDDLE = 6.077100506303966e-11;
const QUARTER_LOW = 2.0222662487959506e-21;

/** Taylor series on [-pi/4, pi/4]. */
function sineNearZero(r: number): number {
  const z = r * r;
  let sum = -1 / 1307674368000;
  sum = sum * z + 1 / 6227020800;
  sum = sum * z - 1 / 39916800;
  sum = sum * z + 1 / 362880;
  sum = sum * z - 1 / 5040;
  sum = sum * z + 1 / 120;
  sum = sum * z - 1 / 6;
  return r + r * z * sum;
}

function cosineNearZero(r: number): number {
  const z = r * r;
  let sum = 1 / 20922789888000;
  sum = sum * z - 1 / 87178291200;
  sum = sum * z + 1 / 479001600;
  sum = sum * z - 1 / 3628800;
  sum = sum * z + 1 / 40320;
  sum = sum * z - 1 / 720;
  sum = sum * z + 1 / 24;
  return 1 - 0.5 * z + z * z * sum;
}

/**
 * The sine, from + - * alone, so that every engine gives the same bits.
 *
 * @param x - an angle in radians, up to 100,000 in size
 * @returns its sine, within about 1e-15
 */
export function sine(x: number): number {
  const quarters = Math.floor(x / (QUARTER_HIGH + QUARTER_MIDDLE) + 0.5);
  const r = x - quarters * QUARTER_HIGH - quarters * QUARTER_MIDDLE - quarters * QUARTER_LOW;
  const value = quarters % 2 === 0 ? sineNearZero(r) : cosineNearZero(r);
  return (((quarters % 4) + 4) & 2) === 0 ? value : -value;
}

/**
 * The cosine, likewise.
 *
 * @param x - an angle in radians, up to 100,000 in size
 * @returns its cosine, within about 1e-15
 */
export function cosine(x: number): number {
  const quarters = Math.floor(x / (QUARTER_HIGH + QUARTER_MIDDLE) + 0.5);
  const r = x - quarters * QUARTER_HIGH - quarters * QUARTER_MIDDLE - quarters * QUARTER_LOW;
  const value = quarters % 2 === 0 ? cosineNearZero(r) : sineNearZero(r);
  return (((quarters % 4) + 5) & 2) === 0 ? value : -value;
}
