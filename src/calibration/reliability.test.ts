import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import { LabelSet } from '../labels/LabelSet.ts';
import { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { reliability } from './reliability.ts';

const tables = (cells: readonly (readonly [number, number])[]) =>
  [
    ScoreMatrix.fromRows(cells.map(([probability]) => [probability])),
    LabelMatrix.fromRows(cells.map(([, value]) => [value])),
  ] as const;
const cellList = fc.array(
  fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 1 })),
  { minLength: 1, maxLength: 50 },
);

describe('reliability', () => {
  it('agrees with a table worked out by hand', () => {
    const report = reliability(
      ...tables([
        [0.1, 0],
        [0.3, 1],
        [0.6, 1],
        [1, 1],
      ]),
      { bins: 2 },
    );
    expect(report.bins).toEqual([
      { lower: 0, upper: 0.5, count: 2, meanProbability: 0.2, observedRate: 0.5 },
      { lower: 0.5, upper: 1, count: 2, meanProbability: 0.8, observedRate: 1 },
    ]);
    expect(report.expectedCalibrationError).toBeCloseTo(0.25, 15);
    expect(report.brierScore).toBeCloseTo((0.01 + 0.49 + 0.16) / 4, 15);
    expect(report.logLoss).toBeCloseTo(-(Math.log(0.9) + Math.log(0.3) + Math.log(0.6)) / 4, 14);
  });

  it('puts equally many into bins of equal mass, keeping equal probabilities together', () => {
    const cells = [0.1, 0.2, 0.2, 0.2, 0.5, 0.9].map((probability) => [probability, 1] as const);
    const { bins } = reliability(...tables(cells), { bins: 3, binning: 'equalMass' });
    expect(bins.map(({ lower, upper, count }) => [lower, upper, count])).toEqual([
      [0.1, 0.2, 4],
      [0.5, 0.9, 2],
    ]);
  });

  it('stays finite for promises that failed entirely', () => {
    const report = reliability(
      ...tables([
        [0, 1],
        [1, 0],
      ]),
    );
    expect(report.logLoss).toBeCloseTo(-Math.log(1e-15), 10);
    expect(report.brierScore).toBe(1);
    expect(report.expectedCalibrationError).toBe(1);
  });

  it('obeys the laws of its measures', () => {
    fc.assert(
      fc.property(cellList, fc.integer({ min: 1, max: 20 }), (cells, bins) => {
        for (const binning of ['equalWidth', 'equalMass'] as const) {
          const report = reliability(...tables(cells), { bins, binning });
          expect(report.bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(cells.length);
          expect(report.bins.length).toBeLessThanOrEqual(bins);
          for (const bin of report.bins) {
            expect(bin.meanProbability).toBeGreaterThanOrEqual(bin.lower - 1e-9);
            expect(bin.meanProbability).toBeLessThanOrEqual(bin.upper + 1e-9);
          }
          // One bin is the coarsest table, and pooling bins can only hide errors.
          const coarse = Math.abs(cells.reduce((sum, [p, value]) => sum + p - value, 0)) / cells.length;
          expect(report.expectedCalibrationError).toBeGreaterThanOrEqual(coarse - 1e-9);
          expect(report.expectedCalibrationError).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('reports labels apart, and leaves unknown cells and labels out', () => {
    const labels = new LabelSet(['Comedy', 'Drama', 'War']);
    const truth = new LabelMatrix(
      labels,
      2,
      Uint8Array.of(1, 0, 0, 0, 1, 0),
      Uint8Array.of(1, 1, 0, 1, 0, 0),
    );
    const report = reliability(
      ScoreMatrix.fromRows(
        [
          [0.8, 0.4, 0.5],
          [0.2, 0.5, 0.5],
        ],
        labels,
      ),
      truth,
    );
    expect(report.cellCount).toBe(3);
    expect(report.perLabel.map(({ label, cellCount }) => [label, cellCount])).toEqual([
      ['Comedy', 2],
      ['Drama', 1],
    ]);
    expect(report.perLabel[1]!.brierScore).toBeCloseTo(0.16, 15);
    expect(report.brierScore).toBeCloseTo((0.04 + 0.04 + 0.16) / 3, 15);
  });

  it('refuses bad input', () => {
    const [probabilities, truth] = tables([[0.5, 1]]);
    const unknown = new LabelMatrix(truth.labels, 1, truth.values, Uint8Array.of(0));
    const throwsCode = (code: string, action: () => unknown) =>
      expect(action).toThrow(expect.objectContaining({ code }));
    throwsCode('invalid-option', () => reliability(probabilities, truth, { bins: 0 }));
    throwsCode('invalid-option', () =>
      reliability(probabilities, truth, { binning: 'equal' as 'equalMass' }),
    );
    throwsCode('invalid-value', () => reliability(tables([[1.5, 1]])[0], truth));
    throwsCode('invalid-data', () => reliability(probabilities, unknown));
    throwsCode('shape-mismatch', () =>
      reliability(
        probabilities,
        tables([
          [0, 1],
          [0, 1],
        ])[1],
      ),
    );
  });
});
