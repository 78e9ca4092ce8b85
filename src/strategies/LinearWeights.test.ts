import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberedLabels } from '../labels/numberedLabels.ts';
import { csrFromDense } from '../math/csrFromDense.ts';
import { decodeFloat16 } from '../math/decodeFloat16.ts';
import { selectCsrRows } from '../math/selectCsrRows.ts';
import { type LinearArrays, LinearWeights } from './LinearWeights.ts';
import { linearWeightsOf } from './linearWeightsOf.ts';
import { roundWeights } from './roundWeights.ts';
import type { WeightPrecision } from './Strategy.ts';

const code = (value: string) => expect.objectContaining({ code: value });

const number = fc.double({ min: -50, max: 50, noNaN: true });
const table = fc
  .record({
    featureCount: fc.integer({ min: 0, max: 12 }),
    labelCount: fc.integer({ min: 1, max: 5 }),
    rowCount: fc.integer({ min: 0, max: 5 }),
  })
  .chain(({ featureCount, labelCount, rowCount }) =>
    fc.record({
      featureCount: fc.constant(featureCount),
      functions: fc.array(
        fc.record({
          weights: fc
            .array(number, { minLength: featureCount, maxLength: featureCount })
            .map((values) => Float64Array.from(values)),
          bias: number,
        }),
        { minLength: labelCount, maxLength: labelCount },
      ),
      rows: fc.array(
        fc.array(fc.oneof(fc.constant(0), number), { minLength: featureCount, maxLength: featureCount }),
        { minLength: rowCount, maxLength: rowCount },
      ),
    }),
  );

describe('LinearWeights', () => {
  it('multiplies the weights of a feature by its power of 2', () => {
    const labels = numberedLabels(2);
    const arrays: LinearArrays = {
      weights: Int8Array.of(1, -2, 3, 4, 5, 127),
      biases: Float64Array.of(0.5, -1),
      scales: Float32Array.of(0.5, 2),
      exponents: Int8Array.of(0, -3, 4),
    };
    const weights = LinearWeights.fromArrays(arrays, labels, 3);
    const { values } = weights.scores(
      csrFromDense(
        [
          [1, 0, 0],
          [2, 8, 0.25],
          [0, 0, 0],
        ],
        3,
      ),
    );
    expect([...values]).toEqual([
      ...[1 * 0.5 + 0.5, -2 * 2 - 1],
      ...[
        (2 * 1 + 8 * 3 * 2 ** -3 + 0.25 * 5 * 2 ** 4) * 0.5 + 0.5,
        (2 * -2 + 8 * 4 * 2 ** -3 + 0.25 * 127 * 2 ** 4) * 2 - 1,
      ],
      ...[0.5, -1],
    ]);
    expect(weights.weightOf(1, 1)).toBe(4 * 2 * 2 ** -3);
    expect(weights.arrays()).toEqual(arrays);
    for (const exponents of [Int8Array.of(0, 0), Int8Array.of(0, 33, 0), Int16Array.of(0, 0, 0)]) {
      expect(() =>
        LinearWeights.fromArrays({ ...arrays, exponents: exponents as Int8Array }, labels, 3),
      ).toThrow(code('invalid-model'));
    }
  });

  it('scores as the naive sum does', () => {
    fc.assert(
      fc.property(table, ({ featureCount, functions, rows }) => {
        const labels = numberedLabels(functions.length);
        const weights = linearWeightsOf(labels, featureCount, functions);
        const scores = weights.scores(csrFromDense(rows, featureCount));
        expect(scores.labels).toBe(labels);
        rows.forEach((row, i) => {
          functions.forEach((naive, label) => {
            const sum = row.reduce(
              (total, value, j) => total + value * Math.fround(naive.weights[j]!),
              naive.bias,
            );
            expect(scores.values[i * functions.length + label]).toBeCloseTo(sum, 8);
            expect(weights.biasOf(label)).toBe(naive.bias);
          });
        });
      }),
    );
  });

  it('scores a row alone as it does among others, bit by bit', () => {
    fc.assert(
      fc.property(table, ({ featureCount, functions, rows }) => {
        const weights = linearWeightsOf(numberedLabels(functions.length), featureCount, functions);
        const matrix = csrFromDense(rows, featureCount);
        const alone = rows.flatMap((_, row) => [...weights.scores(selectCsrRows(matrix, [row])).values]);
        expect([...weights.scores(matrix).values]).toEqual(alone);
      }),
    );
  });

  it.each([
    ['float32', () => 0],
    ['float16', (weight: number) => Math.abs(weight) * 2 ** -11 + 2 ** -25],
    ['int8', (_: number, largest: number) => (largest / 127) * 0.501 + 2 ** -140], // scales may be subnormal
  ] satisfies [WeightPrecision, (weight: number, largest: number) => number][])(
    'saved as %s and read again, a weight moves by at most half a step',
    (precision, step) => {
      fc.assert(
        fc.property(table, ({ featureCount, functions }) => {
          const labels = numberedLabels(functions.length);
          const weights = linearWeightsOf(labels, featureCount, functions);
          const read = LinearWeights.fromArrays(
            structuredClone(roundWeights(weights.arrays(), precision)),
            labels,
            featureCount,
          );
          functions.forEach((given, label) => {
            const largest = Math.max(0, ...given.weights.map(Math.abs));
            for (let feature = 0; feature < featureCount; feature++) {
              const exact = weights.weightOf(feature, label);
              const moved = Math.abs(read.weightOf(feature, label) - exact);
              expect(moved).toBeLessThanOrEqual(step(exact, largest));
            }
            expect(read.biasOf(label)).toBe(given.bias);
          });
          // What was read saves to the same bytes again, so a model can be copied any number of times.
          expect(roundWeights(read.arrays(), precision)).toEqual(roundWeights(weights.arrays(), precision));
        }),
      );
    },
  );

  it('writes the documented layout: all labels of a feature side by side', () => {
    const functions = [
      { weights: Float64Array.of(1, 2), bias: 5 },
      { weights: Float64Array.of(-127, 0.5), bias: 6 },
    ];
    const weights = linearWeightsOf(numberedLabels(2), 2, functions);
    expect(roundWeights(weights.arrays(), 'float32')).toEqual({
      weights: Float32Array.of(1, -127, 2, 0.5),
      biases: Float64Array.of(5, 6),
    });
    expect(roundWeights(weights.arrays(), 'int8')).toEqual({
      weights: Int8Array.of(64, -127, 127, 1),
      scales: Float32Array.of(2 / 127, 1),
      biases: Float64Array.of(5, 6),
    });
    const { weights: bits } = roundWeights(weights.arrays(), 'float16');
    expect(Array.from(bits!, decodeFloat16)).toEqual([1, -127, 2, 0.5]);
  });

  it('refuses a matrix with another number of features', () => {
    const weights = linearWeightsOf(numberedLabels(1), 2, [{ weights: new Float64Array(2), bias: 0 }]);
    expect(() => weights.scores(csrFromDense([[1]]))).toThrow(code('shape-mismatch'));
  });

  it('refuses weights that overflow', () => {
    const of = (weight: number) =>
      linearWeightsOf(numberedLabels(1), 1, [{ weights: Float64Array.of(weight), bias: 0 }]);
    expect(() => of(1e39)).toThrow(code('invalid-value'));
    expect(() => roundWeights(of(1e6).arrays(), 'float16')).toThrow(code('invalid-value'));
    expect(roundWeights(of(1e6).arrays(), 'float32').weights).toEqual(Float32Array.of(1e6));
  });

  const biases = Float64Array.of(0, 0);
  const int8 = { weights: new Int8Array(6), biases };
  it.each([
    ['nothing', {}],
    ['no biases', { weights: new Float32Array(6) }],
    ['too few biases', { weights: new Float32Array(6), biases: new Float64Array(1) }],
    ['too many weights', { weights: new Float32Array(7), biases }],
    ['weights of another type', { weights: new Float64Array(6), biases }],
    ['a weight that is no number', { weights: new Float32Array(6).fill(Number.NaN), biases }],
    [
      'a bias that is not finite',
      { weights: new Float32Array(6), biases: Float64Array.of(0, Number.POSITIVE_INFINITY) },
    ],
    ['an infinite half', { weights: new Uint16Array(6).fill(0x7c00), biases }],
    ['too few halves', { weights: new Uint16Array(5), biases }],
    ['int8 without scales', int8],
    ['int8 with too few scales', { ...int8, scales: new Float32Array(1) }],
    ['int8 with a scale that is no number', { ...int8, scales: new Float32Array(2).fill(Number.NaN) }],
    ['too few int8', { ...int8, weights: new Int8Array(5), scales: new Float32Array(2) }],
  ] satisfies [string, LinearArrays][])('refuses a saved state with %s', (_, arrays) => {
    expect(() => LinearWeights.fromArrays(arrays, numberedLabels(2), 3)).toThrow(code('invalid-model'));
  });
});
