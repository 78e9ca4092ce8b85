import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFloat16Array } from '../math/decodeFloat16.ts';
import { RoundedRows } from './RoundedRows.ts';
import { roundRowsTo4, roundRowsTo8 } from './roundRows.ts';

const tables = fc
  .record({ width: fc.integer({ min: 1, max: 9 }), rows: fc.integer({ min: 0, max: 6 }) })
  .chain(({ width, rows }) =>
    fc.record({
      width: fc.constant(width),
      data: fc
        .array(fc.float({ min: -100, max: 100, noNaN: true }), {
          minLength: width * rows,
          maxLength: width * rows,
        })
        .map((numbers) => Float32Array.from(numbers)),
    }),
  );

function readAll(table: RoundedRows): Float32Array {
  const { width, scales } = table;
  const numbers = new Float32Array(scales.length * width);
  for (let row = 0; row < scales.length; row++) table.read(row, numbers, row * width);
  return numbers;
}

const squares = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0);

describe('rounded rows', () => {
  it('keep bytes within half a step, and the largest of a row but for the rounding of its scale', () => {
    fc.assert(
      fc.property(tables, ({ width, data }) => {
        const { values, scales } = roundRowsTo8(data, width);
        const table = new RoundedRows(values, decodeFloat16Array(scales), width);
        readAll(table).forEach((value, i) => {
          const scale = table.scales[Math.floor(i / width)]!;
          // A scale is a half: it is off by up to 1 in 2,048, and numbers too small for one are lost.
          expect(Math.abs(value - data[i]!)).toBeLessThanOrEqual(
            scale * 0.5 + Math.abs(data[i]!) / 2000 + 4e-6,
          );
        });
      }),
    );
  });

  it('keep half bytes at least as well as a scale that reaches the largest number', () => {
    fc.assert(
      fc.property(tables, ({ width, data }) => {
        const { values, scales } = roundRowsTo4(data, width);
        const there = readAll(new RoundedRows(values, decodeFloat16Array(scales), width));
        for (let row = 0; row * width < data.length; row++) {
          const numbers = data.subarray(row * width, (row + 1) * width);
          const scale = Math.max(...numbers.map(Math.abs)) / 7;
          const plain = numbers.map((value) => (scale === 0 ? 0 : Math.round(value / scale) * scale));
          const found = squares(there.subarray(row * width, (row + 1) * width), numbers);
          expect(found).toBeLessThanOrEqual(
            squares(plain, numbers) * 1.05 + width * (scale / 200) ** 2 + 1e-10,
          );
        }
      }),
    );
  });

  it('hold two numbers a byte, the first in the lower half', () => {
    const { values, scales } = roundRowsTo4(Float32Array.of(7, -7, 1, -2, 0, 3.5), 3);
    expect([...decodeFloat16Array(scales)]).toEqual([1, 0.5]);
    expect([...values]).toEqual([0x1f, 0x89, 0x84, 0x8f]);
  });
});
