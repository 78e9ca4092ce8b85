import { decodeFloat16 } from '../math/decodeFloat16.ts';
import { encodeFloat16 } from '../math/encodeFloat16.ts';
import { bytesOfRow } from './RoundedRows.ts';

/** Rows as `RoundedRows` reads them, with scales as the bits of halves. */
export interface RowsToSave<T> {
  readonly values: T;
  readonly scales: Uint16Array;
}

/** Scales tried for rows of few steps, as shares of the one that just reaches the largest number. */
const TRIED_SHARES = 16;
const LEAST_SHARE = 0.5;

/**
 * Rounds each row to integers from -127 to 127 times a scale of its own.
 *
 * @param data - rows, one after the other; every number below 65504
 * @param width - numbers a row
 */
export function roundRowsTo8(data: Float32Array, width: number): RowsToSave<Int8Array> {
  const values = new Int8Array(data.length);
  const scales = new Uint16Array(data.length / width);
  for (let row = 0; row < scales.length; row++) {
    const numbers = data.subarray(row * width, (row + 1) * width);
    const half = encodeFloat16(largest(numbers) / 127);
    scales[row] = half;
    numbers.forEach((value, i) => {
      values[row * width + i] = rounded(value, decodeFloat16(half), 127);
    });
  }
  return { values, scales };
}

/**
 * Rounds each row to integers from -7 to 7 times a scale of its own, two a byte. With so few steps it is better to cut
 * the largest numbers a little: of several scales, each row gets the one with the least sum of squared errors.
 *
 * @param data - rows, one after the other; every number below 65504
 * @param width - numbers a row
 */
export function roundRowsTo4(data: Float32Array, width: number): RowsToSave<Uint8Array> {
  const rowBytes = bytesOfRow(width);
  const scales = new Uint16Array(data.length / width);
  const values = new Uint8Array(scales.length * rowBytes).fill(0x88);
  for (let row = 0; row < scales.length; row++) {
    const numbers = data.subarray(row * width, (row + 1) * width);
    const half = bestScale(numbers);
    scales[row] = half;
    numbers.forEach((value, i) => {
      const at = row * rowBytes + (i >> 1);
      const stored = rounded(value, decodeFloat16(half), 7) + 8;
      values[at] = i % 2 === 0 ? (values[at]! & 0xf0) | stored : (values[at]! & 15) | (stored << 4);
    });
  }
  return { values, scales };
}

function bestScale(numbers: Float32Array): number {
  const most = largest(numbers) / 7;
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < TRIED_SHARES; i++) {
    const half = encodeFloat16(most * (1 - (i * (1 - LEAST_SHARE)) / TRIED_SHARES));
    const scale = decodeFloat16(half);
    let error = 0;
    for (let k = 0; k < numbers.length; k++) {
      const missed = numbers[k]! - rounded(numbers[k]!, scale, 7) * scale;
      error += missed * missed;
    }
    if (error < least) {
      least = error;
      best = half;
    }
  }
  return best;
}

function largest(numbers: Float32Array): number {
  let most = 0;
  for (let i = 0; i < numbers.length; i++) most = Math.max(most, Math.abs(numbers[i]!));
  return most;
}

/** The nearest number of steps, half away from zero; a scale that became 0 makes all 0. */
function rounded(value: number, scale: number, most: number): number {
  if (scale === 0) return 0;
  const steps = Math.min(most, Math.floor(Math.abs(value) / scale + 0.5));
  return value < 0 ? -steps : steps;
}
