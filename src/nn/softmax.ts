import type { Numbers } from '../kernels/MatrixKernel.ts';
import { exp } from '../math/transcendental.ts';

/**
 * Turns numbers into shares that sum to 1, in place: the exponential of each over the sum of all.
 *
 * @param data - holds the numbers
 * @param start - the first of them
 * @param count - how many; none leaves all as it is
 * @param step - from one to the next
 */
export function softmax(data: Numbers, start: number, count: number, step = 1): void {
  let largest = Number.NEGATIVE_INFINITY;
  const end = start + count * step;
  for (let i = start; i < end; i += step) if (data[i]! > largest) largest = data[i]!;
  let sum = 0;
  for (let i = start; i < end; i += step) {
    const value = exp(data[i]! - largest);
    data[i] = value;
    sum += value;
  }
  const scale = 1 / sum;
  for (let i = start; i < end; i += step) data[i]! *= scale;
}

/**
 * The way back, in place: from derivatives by shares to derivatives by the numbers they were made of.
 *
 * @param shares - from {@link softmax}
 * @param d - derivatives by them, laid out alike; overwritten
 * @param start - the first of them
 * @param count - how many
 * @param step - from one to the next
 */
export function softmaxBackward(shares: Numbers, d: Numbers, start: number, count: number, step = 1): void {
  const end = start + count * step;
  let mean = 0;
  for (let i = start; i < end; i += step) mean += shares[i]! * d[i]!;
  for (let i = start; i < end; i += step) d[i] = shares[i]! * (d[i]! - mean);
}
