import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GenrekitError } from '../errors.ts';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import { LabelSet } from '../labels/LabelSet.ts';
import { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { selectColumns } from '../metrics/predictionRows.ts';
import { readOracle } from '../testing/oracles.ts';
import type { Calibration } from './Calibration.ts';
import type { CalibrationOptions } from './CalibrationOptions.ts';
import { fitCalibration } from './fitCalibration.ts';
import { saveCalibration } from './saveCalibration.ts';

const column = (values: readonly number[]) => ScoreMatrix.fromRows(values.map((value) => [value]));
const truthColumn = (values: readonly number[]) => LabelMatrix.fromRows(values.map((value) => [value]));
const probabilities = (calibration: Calibration, scores: readonly number[]) => [
  ...calibration.apply(column(scores)).values,
];
const fitColumn = (scores: readonly number[], truth: readonly number[], options: CalibrationOptions) =>
  fitCalibration(column(scores), truthColumn(truth), options);
const codeOf = (action: () => unknown) => {
  try {
    action();
  } catch (error) {
    return error instanceof GenrekitError ? error.code : error;
  }
  return 'no error';
};
const pairs = (minLength: number) =>
  fc.array(fc.tuple(fc.double({ min: -50, max: 50, noNaN: true }), fc.integer({ min: 0, max: 1 })), {
    minLength,
    maxLength: 60,
  });

interface CalibrationOracle {
  readonly cases: readonly {
    readonly scores: readonly number[];
    readonly truth: readonly number[];
    readonly platt: { readonly slope: number; readonly intercept: number };
    readonly isotonic: { readonly query: readonly number[]; readonly expected: readonly number[] };
  }[];
}
const oracle = readOracle<CalibrationOracle>('calibration');

describe.skipIf(oracle === undefined)('calibration oracle (skipped: the oracle folder is absent)', () => {
  it('has the slope and intercept of the reference fit', () => {
    for (const { scores, truth, platt } of oracle!.cases) {
      const [slope, intercept] = saveCalibration(fitColumn(scores, truth, { method: 'platt' })).arrays
        .parameters;
      expect(Math.abs(slope! - platt.slope)).toBeLessThan(1e-4);
      expect(Math.abs(intercept! - platt.intercept)).toBeLessThan(1e-4);
    }
  });

  it('has the isotonic curve of scikit-learn', () => {
    for (const { scores, truth, isotonic } of oracle!.cases) {
      const actual = probabilities(fitColumn(scores, truth, { method: 'isotonic' }), isotonic.query);
      actual.forEach((probability, i) => {
        expect(Math.abs(probability - isotonic.expected[i]!)).toBeLessThan(1e-12);
      });
    }
  });
});

describe('Platt calibration', () => {
  it('solves the case of two symmetric groups by hand', () => {
    // Targets are 3/4 and 1/4, so the curve passes through ln 3 at 1 and -ln 3 at -1.
    const calibration = fitColumn([1, 1, -1, -1], [1, 1, 0, 0], { method: 'platt' });
    const [slope, intercept] = saveCalibration(calibration).arrays.parameters;
    expect(slope).toBeCloseTo(Math.log(3), 10);
    expect(intercept).toBeCloseTo(0, 10);
    expect(probabilities(calibration, [1, -1, 0])[0]).toBeCloseTo(0.75, 10);
  });

  it('lies at the optimum of the smoothed likelihood', () => {
    fc.assert(
      fc.property(pairs(4), (cells) => {
        const scores = cells.map(([score]) => score);
        const truth = cells.map(([, value]) => value);
        const calibration = fitColumn(scores, truth, { method: 'platt' });
        fc.pre(calibration.calibrators[0]!.kind === 'platt');
        const positives = truth.reduce((sum, value) => sum + value, 0);
        let slopeGradient = 0;
        let interceptGradient = 0;
        probabilities(calibration, scores).forEach((probability, i) => {
          const target =
            truth[i] === 1 ? (positives + 1) / (positives + 2) : 1 / (truth.length - positives + 2);
          slopeGradient += (probability - target) * scores[i]!;
          interceptGradient += probability - target;
        });
        const scale = Math.max(...scores.map(Math.abs));
        expect(Math.abs(interceptGradient)).toBeLessThan(1e-5);
        expect(Math.abs(slopeGradient)).toBeLessThan(1e-5 * scale);
      }),
    );
  });

  it('does not depend on the scale or origin of the scores', () => {
    const scores = [-2, -1, -0.5, 0.25, 0.5, 1, 3];
    const truth = [0, 0, 1, 0, 1, 1, 1];
    const plain = probabilities(fitColumn(scores, truth, { method: 'platt' }), scores);
    for (const [scale, shift] of [
      [1e-6, 0],
      [1e6, 3],
      [1, 1000],
    ] as const) {
      const moved = scores.map((score) => score * scale + shift);
      probabilities(fitColumn(moved, truth, { method: 'platt' }), moved).forEach((probability, i) => {
        expect(probability).toBeCloseTo(plain[i]!, 6);
      });
    }
  });

  it('counts a sample of weight 2 twice, and of weight 0 not at all', () => {
    const weighted = fitCalibration(
      column([-1, 0, 1, 2, 9]),
      truthColumn([0, 1, 0, 1, 0]),
      { method: 'platt' },
      [1, 2, 1, 2, 0],
    );
    const repeated = fitColumn([-1, 0, 0, 1, 2, 2], [0, 1, 1, 0, 1, 1], { method: 'platt' });
    const expected = probabilities(repeated, [-1, 0.5, 2]);
    probabilities(weighted, [-1, 0.5, 2]).forEach((probability, i) => {
      expect(probability).toBeCloseTo(expected[i]!, 9);
    });
  });

  it('is a constant where a falling curve would fit best, or all scores are equal', () => {
    const falling = fitColumn([-1, -2, 1, 2, 3], [1, 1, 0, 0, 0], { method: 'platt' });
    expect(probabilities(falling, [-5, 5])).toEqual([3 / 7, 3 / 7]);
    const level = fitColumn([0.1, 0.1, 0.1], [1, 0, 0], { method: 'platt' });
    expect(probabilities(level, [-5, 5])).toEqual([2 / 5, 2 / 5]);
  });

  it('keeps the order of neighbouring doubles', () => {
    const calibration = fitColumn([-1, -1, 1, 1], [0, 0, 1, 1], { method: 'platt' });
    const bits = new BigInt64Array(1);
    const double = new Float64Array(bits.buffer);
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 30, noNaN: true }), fc.boolean(), (size, isNegative) => {
        double[0] = size;
        bits[0]! += 1n;
        const [low, high] = isNegative ? [-double[0]!, -size] : [size, double[0]!];
        const [first, second] = probabilities(calibration, [low, high]);
        expect(first).toBeLessThanOrEqual(second!);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('isotonic calibration', () => {
  it('pools violators, averages ties, is straight between knots and level outside', () => {
    const calibration = fitColumn([1, 2, 2, 3, 4, 6], [0, 1, 0, 0, 1, 1], { method: 'isotonic' });
    // Score 1: 0. Scores 2 (mean 1/2) and 3 (0) pool to 1/3. Scores 4 and 6: 1.
    expect(probabilities(calibration, [0, 1, 1.5, 2, 2.5, 3, 3.5, 4, 5, 9])).toEqual([
      0,
      0,
      1 / 6,
      1 / 3,
      1 / 3,
      1 / 3,
      1 / 3 + (1 - 1 / 3) / 2,
      1,
      1,
      1,
    ]);
  });

  it('equals the max-min formula of isotonic regression', () => {
    const tied = fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 1 })), {
      minLength: 2,
      maxLength: 40,
    });
    fc.assert(
      fc.property(tied, (cells) => {
        const truth = cells.map(([, value]) => value);
        fc.pre(truth.includes(0) && truth.includes(1));
        const scores = cells.map(([score]) => score);
        const distinct = [...new Set(scores)].sort((a, b) => a - b);
        const meanBetween = (low: number, high: number) => {
          const inside = cells.filter(([score]) => score >= low && score <= high);
          return inside.reduce((sum, [, value]) => sum + value, 0) / inside.length;
        };
        const expected = distinct.map((score) =>
          Math.max(
            ...distinct
              .filter((low) => low <= score)
              .map((low) =>
                Math.min(...distinct.filter((high) => high >= score).map((high) => meanBetween(low, high))),
              ),
          ),
        );
        probabilities(fitColumn(scores, truth, { method: 'isotonic' }), distinct).forEach(
          (probability, i) => {
            expect(probability).toBeCloseTo(expected[i]!, 12);
          },
        );
      }),
    );
  });

  it('honours weights', () => {
    const weighted = fitCalibration(column([1, 2]), truthColumn([1, 0]), { method: 'isotonic' }, [3, 1]);
    expect(probabilities(weighted, [1, 2])).toEqual([0.75, 0.75]);
  });
});

describe('every method', () => {
  const methods = ['platt', 'isotonic', 'none', 'auto'] as const;

  it('gives probabilities in the order of the scores, and never changes its inputs', () => {
    for (const method of methods) {
      fc.assert(
        fc.property(pairs(1), fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true })), (cells, queries) => {
          const scores = column(cells.map(([score]) => score));
          const truth = truthColumn(cells.map(([, value]) => value));
          const scoresBefore = scores.values.slice();
          const calibration = fitCalibration(scores, truth, { method });
          expect(scores.values).toEqual(scoresBefore);
          const sorted = [...queries].sort((a, b) => a - b);
          const calibrated = probabilities(calibration, [...sorted, 0]).slice(0, -1);
          calibrated.forEach((probability, i) => {
            expect(probability).toBeGreaterThanOrEqual(i === 0 ? 0 : calibrated[i - 1]!);
            expect(probability).toBeLessThanOrEqual(1);
          });
        }),
      );
    }
  });

  it('clips scores that are probabilities already', () => {
    expect(probabilities(fitColumn([0, 1], [0, 1], { method: 'none' }), [-1, 0, 0.25, 1, 2])).toEqual([
      0, 0, 0.25, 1, 1,
    ]);
  });

  it('gives labels without a positive or a negative their smoothed rate', () => {
    const scores = ScoreMatrix.fromRows([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
    const truth = LabelMatrix.fromRows([
      [0, 1],
      [0, 1],
      [0, 1],
    ]);
    for (const method of ['platt', 'isotonic', 'auto'] as const) {
      const calibrated = fitCalibration(scores, truth, { method }).apply(scores);
      expect([...calibrated.values.subarray(0, 2)]).toEqual([1 / 5, 4 / 5]);
    }
  });

  it('learns nothing from unknown cells', () => {
    const labels = new LabelSet(['Drama', 'War']);
    const values = Uint8Array.of(1, 1, 0, 1, 1, 0, 0, 0);
    const known = Uint8Array.of(1, 0, 1, 0, 1, 0, 1, 0);
    const truth = new LabelMatrix(labels, 4, values, known);
    const scores = ScoreMatrix.fromRows(
      [
        [3, 1],
        [1, 2],
        [2, 3],
        [0, 4],
      ],
      labels,
    );
    const calibration = fitCalibration(scores, truth, { method: 'platt' });
    const alone = fitColumn([3, 1, 2, 0], [1, 0, 1, 0], { method: 'platt' });
    const calibrated = calibration.apply(scores).values;
    expect(calibrated[0]).toBe(probabilities(alone, [3])[0]);
    // Nothing is known of the second label: it gets the rate of the whole table, (2 + 1) / (4 + 2).
    expect([calibrated[1], calibrated[7]]).toEqual([0.5, 0.5]);
  });

  it('chooses isotonic in auto only where both sides are large enough', () => {
    const scores = Array.from({ length: 12 }, (_, i) => i);
    const truth = scores.map((i) => (i > 6 ? 1 : i % 3 === 2 ? 1 : 0));
    const kindOf = (isotonicMinimum: number) =>
      fitColumn(scores, truth, { isotonicMinimum }).calibrators[0]!.kind;
    expect(kindOf(5)).toBe('isotonic');
    expect(kindOf(6)).toBe('platt');
  });

  it('says neither 0 nor 1 in auto, where isotonic by itself does', () => {
    const scores = [1, 2, 3, 4];
    const truth = [0, 0, 1, 1];
    const calibrated = (options: CalibrationOptions) =>
      probabilities(fitColumn(scores, truth, options), scores);
    expect(calibrated({ method: 'isotonic' })).toEqual([0, 0, 1, 1]);
    expect(calibrated({ isotonicMinimum: 2 })).toEqual([0.25, 0.25, 0.75, 0.75]);
  });

  it('refuses bad input', () => {
    const scores = column([1, 2]);
    const truth = truthColumn([0, 1]);
    const bad = (options: object) => codeOf(() => fitCalibration(scores, truth, options));
    expect(bad({ method: 'beta' })).toBe('invalid-option');
    expect(bad({ methods: 'platt' })).toBe('invalid-option');
    expect(bad({ isotonicMinimum: 0 })).toBe('invalid-option');
    expect(codeOf(() => fitCalibration(column([1]), truth))).toBe('shape-mismatch');
    expect(codeOf(() => fitCalibration(selectColumns(scores, new LabelSet([])), truth))).toBe(
      'shape-mismatch',
    );
    expect(codeOf(() => fitCalibration(column([]), truthColumn([])))).toBe('invalid-data');
    expect(codeOf(() => fitCalibration(scores, truth, {}, [1]))).toBe('shape-mismatch');
    expect(codeOf(() => fitCalibration(scores, truth, {}, [1, -1]))).toBe('invalid-value');
    const spoilt = new ScoreMatrix(scores.labels, 2, Float64Array.of(1, Number.NaN));
    expect(codeOf(() => fitCalibration(spoilt, truth))).toBe('invalid-value');
    expect(codeOf(() => fitCalibration(scores, truth).apply(spoilt))).toBe('invalid-value');
  });
});
