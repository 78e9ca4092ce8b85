import { exp } from './transcendental.ts';

/**
 * The hyperbolic tangent, without losing the small x: there by Lambert's continued fraction, elsewhere by `exp`.
 *
 * @param x - any number
 * @returns a number from -1 to 1
 */
export function tanh(x: number): number {
  const size = x < 0 ? -x : x;
  if (size < 0.55) {
    // x / (1 + x²/(3 + x²/(5 + ... + x²/15))), as one fraction.
    const z = x * x;
    const above = 2027025 + z * (270270 + z * (6930 + z * 36));
    const below = 2027025 + z * (945945 + z * (51975 + z * (630 + z)));
    return (x * above) / below;
  }
  const fallen = 1 - 2 / (exp(2 * size) + 1);
  return x < 0 ? -fallen : fallen;
}
