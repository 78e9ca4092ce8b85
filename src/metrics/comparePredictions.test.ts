import { describe, expect, it } from 'vitest';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import { macroAveragePrecision } from './averagePrecision.ts';
import { bootstrapInterval } from './bootstrapInterval.ts';
import { comparePredictions } from './comparePredictions.ts';
import { fScore, fScoreTerms } from './fScore.ts';
import { hammingLoss, hammingLossTerms } from './hammingLoss.ts';
import {
  labelRankingAveragePrecision,
  labelRankingAveragePrecisionTerms,
} from './labelRankingAveragePrecision.ts';
import { randomTable } from './testing/randomTable.ts';

const { truth, predicted, scores } = randomTable(3, 80, 4, true);
const other = randomTable(4, 80, 4);

/** The exact p-value: every one of the 2^n ways to swap. */
function exactPValue(
  truthRows: number[][],
  first: number[][],
  second: number[][],
  metric = hammingLoss,
): number {
  const rowCount = truthRows.length;
  const truthMatrix = LabelMatrix.fromRows(truthRows);
  const differenceOf = (isSwapped: (row: number) => boolean) => {
    const mixed = (one: number[][], two: number[][]) =>
      LabelMatrix.fromRows(one.map((row, i) => (isSwapped(i) ? two[i]! : row)));
    return metric(truthMatrix, mixed(second, first)) - metric(truthMatrix, mixed(first, second));
  };
  const observed = Math.abs(differenceOf(() => false));
  let extremeCount = 0;
  for (let pattern = 0; pattern < 2 ** rowCount; pattern++) {
    const difference = differenceOf((row) => ((pattern >> row) & 1) === 1);
    if (Math.abs(difference) >= observed - 1e-12) extremeCount++;
  }
  return extremeCount / 2 ** rowCount;
}

describe('comparePredictions', () => {
  it('comes close to the exact test over all swaps', () => {
    for (const seed of [1, 2, 3]) {
      const table = randomTable(seed, 9, 4);
      const rival = randomTable(seed + 100, 9, 4);
      const rivalRows = rival.predictedRows;
      for (const [metric, terms] of [
        [hammingLoss, hammingLossTerms],
        [fScore, fScoreTerms],
      ] as const) {
        const exact = exactPValue(table.truthRows, table.predictedRows, rivalRows, metric);
        const { pValue } = comparePredictions(table.truth, table.predicted, rival.predicted, terms, {
          resampleCount: 20_000,
        });
        expect(Math.abs(pValue - exact)).toBeLessThan(0.015);
      }
    }
  });

  it('gives the same answer by adding rows as by selecting them', () => {
    const options = { resampleCount: 60, seed: 9 };
    const macro = { average: 'macro' } as const;
    const pairs = [
      [
        comparePredictions(truth, predicted, other.predicted, (t, p) => fScore(t, p, macro), options),
        comparePredictions(truth, predicted, other.predicted, (t, p) => fScoreTerms(t, p, macro), options),
      ],
      [
        comparePredictions(truth, scores, other.scores, labelRankingAveragePrecision, options),
        comparePredictions(truth, scores, other.scores, labelRankingAveragePrecisionTerms, options),
      ],
    ] as const;
    for (const [slow, fast] of pairs) {
      for (const name of ['baseline', 'candidate', 'difference', 'lower', 'upper', 'pValue'] as const) {
        expect(fast[name]).toBeCloseTo(slow[name], 12);
      }
    }
  });

  it('finds nothing between equal predictions', () => {
    const comparison = comparePredictions(truth, predicted, predicted, fScoreTerms);
    expect(comparison).toMatchObject({ difference: 0, lower: 0, upper: 0, pValue: 1, definedCount: 1000 });
  });

  it('finds perfect predictions better than others, and the reverse', () => {
    const resampleCount = 500;
    const perfect = new LabelMatrix(truth.labels, truth.sampleCount, truth.values);
    const better = comparePredictions(truth, predicted, perfect, fScoreTerms, { resampleCount });
    expect(better.candidate).toBe(1);
    expect(better.lower).toBeGreaterThan(0);
    expect(better.pValue).toBe(1 / (1 + resampleCount));
    const worse = comparePredictions(truth, perfect, predicted, fScoreTerms, { resampleCount });
    expect(worse.difference).toBeCloseTo(-better.difference, 12);
    expect(worse.lower).toBeCloseTo(-better.upper, 12);
    expect(worse.pValue).toBe(better.pValue);
  });

  it('gives small p-values no more often than chance when both sets are equally good', () => {
    const repeats = 200;
    let rejected = 0;
    for (let repeat = 0; repeat < repeats; repeat++) {
      const table = randomTable(repeat, 40, 3);
      const shuffled = randomTable(repeat + 5000, 40, 3);
      // The rival errs in other cells, equally often.
      const rival = new LabelMatrix(
        table.truth.labels,
        40,
        table.truth.values.map(
          (cell, i) => (cell + shuffled.truth.values[i]! + shuffled.predicted.values[i]!) % 2,
        ),
      );
      const options = { resampleCount: 100, seed: repeat };
      if (comparePredictions(table.truth, table.predicted, rival, hammingLossTerms, options).pValue <= 0.1)
        rejected++;
    }
    expect(rejected / repeats).toBeLessThan(0.16);
    expect(rejected / repeats).toBeGreaterThan(0.03);
  });

  it('sees a small steady difference that separate intervals hide', () => {
    const table = randomTable(21, 400, 5);
    // The candidate mends every error of the first label and keeps all others.
    const values = table.predicted.values.map((cell, i) => (i % 5 === 0 ? table.truth.values[i]! : cell));
    const mended = new LabelMatrix(table.truth.labels, 400, values);
    const first = bootstrapInterval(table.truth, table.predicted, hammingLossTerms);
    const { lower, upper, difference } = comparePredictions(
      table.truth,
      table.predicted,
      mended,
      hammingLossTerms,
    );
    expect(upper).toBeLessThan(0);
    expect(upper - lower).toBeLessThan(first.upper - first.lower);
    expect(lower).toBeLessThan(difference);
  });

  it('takes any function, repeats itself for a seed, and says what it was asked', () => {
    const run = (seed: number) =>
      comparePredictions(truth, scores, other.scores, macroAveragePrecision, {
        seed,
        resampleCount: 30,
        level: 0.8,
      });
    expect(run(5)).toEqual(run(5));
    expect(run(5)).not.toEqual(run(6));
    expect(run(5).level).toBe(0.8);
    expect(run(5).difference).toBe(run(5).candidate - run(5).baseline);
  });

  it('refuses predictions that do not fit', () => {
    const short = predicted.selectRows([0, 1]);
    expect(() => comparePredictions(truth, predicted, short, hammingLoss)).toThrow(
      expect.objectContaining({ code: 'shape-mismatch' }),
    );
    expect(() =>
      comparePredictions(truth, predicted, predicted, hammingLoss, { resampleCount: 1.5 }),
    ).toThrow(expect.objectContaining({ code: 'invalid-option' }));
  });
});
