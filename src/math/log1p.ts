import { exp, log } from './transcendental.ts';

/**
 * ln(1 + x) without losing the small x.
 *
 * @param x - a number > -1
 * @returns ln(1 + x); -Infinity at -1
 */
export function log1p(x: number): number {
  const u = 1 + x;
  if (u === 1) return x;
  if (u === Number.POSITIVE_INFINITY) return u;
  // Kahan's correction for the rounding of 1 + x.
  return (log(u) * x) / (u - 1);
}

/**
 * ln(1 + e^x), stable at both ends.
 *
 * @param x - any number
 * @returns a number >= 0
 */
export function softplus(x: number): number {
  return x > 0 ? x + log1p(exp(-x)) : log1p(exp(x));
}
