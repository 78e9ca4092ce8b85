import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csrFromDense } from '../math/csrFromDense.ts';
import { CondensedIndex, type CondensedTable, writeNumber } from './CondensedIndex.ts';

/** Writes a table of whole numbers from 0 to 255 with scales and weights of powers of 2. */
function condensed(
  rows: readonly (readonly number[])[],
  scales: number[],
  weights: number[],
): CondensedTable {
  const counts: number[] = [];
  const gaps: number[] = [];
  const values: number[] = [];
  scales.forEach((_, column) => {
    const having = [...rows.keys()].filter((row) => rows[row]![column] !== 0);
    writeNumber(counts, having.length);
    having.forEach((row, i) => {
      writeNumber(gaps, i === 0 ? row : row - having[i - 1]! - 1);
      values.push(rows[row]![column]!);
    });
  });
  return {
    ...{ rowCount: rows.length, columnCount: scales.length },
    ...{ counts: Uint8Array.from(counts), gaps: Uint8Array.from(gaps), values: Uint8Array.from(values) },
    ...{ scales: Int8Array.from(scales, (s) => 8 * s), weights: Int8Array.from(weights, (w) => 8 * w) },
  };
}

const cell = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 255 }));
const power = fc.integer({ min: -3, max: 3 });
const tables = fc.integer({ min: 1, max: 5 }).chain((width) => {
  const list = <T>(of: fc.Arbitrary<T>) => fc.array(of, { minLength: width, maxLength: width });
  return fc.record({
    rows: fc.array(list(cell), { maxLength: 300 }),
    query: list(fc.integer({ min: 0, max: 4 })),
    ...{ scales: list(power), weights: list(power), count: fc.integer({ min: 1, max: 8 }) },
  });
});

describe('CondensedIndex', () => {
  it('finds the rows whose direction is nearest to that of the weighed query', () => {
    fc.assert(
      fc.property(tables, ({ rows, query, scales, weights, count }) => {
        const found = new CondensedIndex(condensed(rows, scales, weights)).nearest(csrFromDense([query]), 0, {
          count,
        });
        const weighed = query.map((value, column) => value * 2 ** weights[column]!);
        const length = (row: number[]) => Math.hypot(...row);
        const similarities = rows.map((row) => {
          const scaled = row.map((value, column) => value * 2 ** scales[column]!);
          const dot = scaled.reduce((sum, value, column) => sum + value * weighed[column]!, 0);
          return dot / (length(scaled) * length(weighed) || 1);
        });
        const best = [...similarities].sort((a, b) => b - a).slice(0, count);
        expect(found.rows.length).toBe(Math.min(count, rows.length));
        found.rows.forEach((row, i) => {
          expect(found.similarities[i]).toBeCloseTo(similarities[row]!, 6);
          expect(found.similarities[i]).toBeCloseTo(best[i]!, 6);
        });
      }),
    );
  });

  it('refuses tables whose numbers do not fit each other', () => {
    const whole = condensed(
      [
        [1, 0],
        [2, 3],
        [0, 4],
      ],
      [0, 0],
      [0, 0],
    );
    const bad: Partial<CondensedTable>[] = [
      { rowCount: 2 },
      { counts: Uint8Array.of(2) },
      { counts: Uint8Array.of(2, 3) },
      { counts: Uint8Array.of(2, 1) },
      { counts: Uint8Array.of(2, 2, 0) },
      { gaps: Uint8Array.of(0, 0, 1) },
      { gaps: Uint8Array.of(0, 0, 1, 0, 0) },
      { gaps: Uint8Array.of(0, 0, 1, 9) },
      { gaps: Uint8Array.of(0, 0, 255, 255, 255, 255) },
      { values: Uint8Array.of(1, 2, 3) },
    ];
    expect(new CondensedIndex(whole).rowCount).toBe(3);
    for (const part of bad) expect(() => new CondensedIndex({ ...whole, ...part })).toThrow(RangeError);
  });
});
