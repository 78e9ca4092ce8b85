import { describe, expect, it } from 'vitest';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { SeededRandom } from '../math/SeededRandom.ts';
import { macroAveragePrecision } from './averagePrecision.ts';
import { bootstrapStatistics, percentileInterval } from './bootstrap.ts';
import { bootstrapInterval } from './bootstrapInterval.ts';
import { brierScore, brierScoreTerms } from './brierScore.ts';
import { coverageError, coverageErrorTerms } from './coverageError.ts';
import { fScore, fScoreTerms } from './fScore.ts';
import {
  elementwiseAccuracy,
  elementwiseAccuracyTerms,
  hammingLoss,
  hammingLossTerms,
} from './hammingLoss.ts';
import { jaccardScore, jaccardTerms } from './jaccardScore.ts';
import {
  labelRankingAveragePrecision,
  labelRankingAveragePrecisionTerms,
} from './labelRankingAveragePrecision.ts';
import { logLoss, logLossTerms } from './logLoss.ts';
import type { Metric } from './Metric.ts';
import { ndcgAtK, ndcgAtKTerms } from './ndcgAtK.ts';
import { oneError, oneErrorTerms } from './oneError.ts';
import { precisionAtK, precisionAtKTerms, recallAtK, recallAtKTerms } from './precisionAtK.ts';
import { precisionScore, precisionTerms } from './precisionScore.ts';
import type { Predictions } from './predictionRows.ts';
import { rankingLoss, rankingLossTerms } from './rankingLoss.ts';
import { recallScore, recallTerms } from './recallScore.ts';
import { macroRocAuc } from './rocAuc.ts';
import { subsetAccuracy, subsetAccuracyTerms } from './subsetAccuracy.ts';
import { randomTable } from './testing/randomTable.ts';

const table = randomTable(7, 60, 5, true);

function expectSameInterval<P extends Predictions>(predictions: P, slow: Metric<P>, fast: Metric<P>): void {
  const options = { resampleCount: 40, seed: 3 };
  const expected = bootstrapInterval(table.truth, predictions, slow, options);
  const actual = bootstrapInterval(table.truth, predictions, fast, options);
  for (const name of ['estimate', 'lower', 'upper'] as const)
    expect(actual[name]).toBeCloseTo(expected[name], 12);
  expect(actual.definedCount).toBe(expected.definedCount);
}

describe('bootstrapInterval', () => {
  it('gives the same interval by adding rows as by selecting them', () => {
    const labelMetrics: [Metric<LabelMatrix>, Metric<LabelMatrix>][] = [
      [subsetAccuracy, subsetAccuracyTerms],
      [hammingLoss, hammingLossTerms],
      [elementwiseAccuracy, elementwiseAccuracyTerms],
    ];
    for (const average of ['micro', 'macro', 'weighted', 'samples'] as const) {
      labelMetrics.push(
        [(t, p) => precisionScore(t, p, { average }), (t, p) => precisionTerms(t, p, { average })],
        [(t, p) => recallScore(t, p, { average }), (t, p) => recallTerms(t, p, { average })],
        [(t, p) => fScore(t, p, { average }), (t, p) => fScoreTerms(t, p, { average })],
        [(t, p) => jaccardScore(t, p, { average }), (t, p) => jaccardTerms(t, p, { average })],
      );
    }
    for (const [slow, fast] of labelMetrics) expectSameInterval(table.predicted, slow, fast);
    const scoreMetrics: [Metric<ScoreMatrix>, Metric<ScoreMatrix>][] = [
      [labelRankingAveragePrecision, labelRankingAveragePrecisionTerms],
      [coverageError, coverageErrorTerms],
      [rankingLoss, rankingLossTerms],
      [(t, s) => oneError(t, s), (t, s) => oneErrorTerms(t, s)],
      [(t, s) => precisionAtK(t, s, 2), (t, s) => precisionAtKTerms(t, s, 2)],
      [(t, s) => recallAtK(t, s, 2), (t, s) => recallAtKTerms(t, s, 2)],
      [(t, s) => ndcgAtK(t, s, 3), (t, s) => ndcgAtKTerms(t, s, 3)],
      [brierScore, brierScoreTerms],
      [logLoss, logLossTerms],
    ];
    for (const [slow, fast] of scoreMetrics) expectSameInterval(table.scores, slow, fast);
  });

  it('agrees with the normal interval of a proportion', () => {
    const { truth, predicted } = randomTable(11, 2000, 3);
    const { estimate, lower, upper } = bootstrapInterval(truth, predicted, subsetAccuracyTerms, {
      resampleCount: 4000,
    });
    const error = Math.sqrt((estimate * (1 - estimate)) / 2000);
    expect(Math.abs(lower - (estimate - 1.96 * error))).toBeLessThan(0.15 * error);
    expect(Math.abs(upper - (estimate + 1.96 * error))).toBeLessThan(0.15 * error);
  });

  it('holds the true value about as often as its level says', () => {
    // The chance that a prediction of this kind is right in all three cells is 0.8 cubed.
    const repeats = 200;
    let covered = 0;
    for (let repeat = 0; repeat < repeats; repeat++) {
      const { truth, predicted } = randomTable(1000 + repeat, 120, 3);
      const options = { level: 0.8, resampleCount: 200, seed: repeat };
      const { lower, upper } = bootstrapInterval(truth, predicted, subsetAccuracyTerms, options);
      if (lower <= 0.8 ** 3 && 0.8 ** 3 <= upper) covered++;
    }
    expect(covered / repeats).toBeGreaterThan(0.7);
    expect(covered / repeats).toBeLessThan(0.9);
  });

  it('is a point when all samples are alike', () => {
    const truth = LabelMatrix.fromRows([
      [1, 0],
      [1, 0],
      [1, 0],
    ]);
    const predicted = LabelMatrix.fromRows([
      [1, 1],
      [1, 1],
      [1, 1],
    ]);
    expect(bootstrapInterval(truth, predicted, hammingLoss)).toEqual({
      estimate: 0.5,
      lower: 0.5,
      upper: 0.5,
      level: 0.95,
      definedCount: 1000,
    });
  });

  it('repeats itself for a seed and widens with the level', () => {
    const run = (seed: number, level = 0.9) =>
      bootstrapInterval(table.truth, table.scores, macroAveragePrecision, { seed, level, resampleCount: 50 });
    expect(run(1)).toEqual(run(1));
    expect(run(1)).not.toEqual(run(2));
    expect(run(1, 0.99).lower).toBeLessThan(run(1, 0.5).lower);
    expect(run(1, 0.99).upper).toBeGreaterThan(run(1, 0.5).upper);
  });

  it('leaves out resamples that do not define the metric, and says how many are left', () => {
    const truth = LabelMatrix.fromRows([[1], [0], [0], [0]]);
    const scores = ScoreMatrix.fromRows([[0.9], [0.1], [0.2], [0.3]]);
    const { definedCount, lower, upper } = bootstrapInterval(truth, scores, macroRocAuc);
    expect([lower, upper]).toEqual([1, 1]);
    // A draw of four lacks the one positive with chance (3/4)^4 and has nothing else with chance (1/4)^4.
    expect(definedCount / 1000).toBeGreaterThan(0.6);
    expect(definedCount / 1000).toBeLessThan(0.76);
  });

  it('draws no row of which nothing is known', () => {
    const rows = LabelMatrix.fromRows([[1], [0], [1], [0]]);
    const truth = new LabelMatrix(rows.labels, 4, rows.values, Uint8Array.of(0, 1, 0, 1));
    const drawn = new Set<number>();
    bootstrapStatistics(truth, { level: 0.95, resampleCount: 50, seed: 1 }, (drawnRows) => {
      expect(drawnRows).toHaveLength(2);
      for (const row of drawnRows) drawn.add(row);
      return 0;
    });
    expect([...drawn].sort()).toEqual([1, 3]);
  });

  it('changes nothing it is given', () => {
    const { truth, predicted } = randomTable(5, 20, 3, true);
    const before = [truth.values.slice(), truth.known!.slice(), predicted.values.slice()];
    bootstrapInterval(truth, predicted, fScore, { resampleCount: 5 });
    expect([truth.values, truth.known, predicted.values]).toEqual(before);
  });

  it('refuses what it cannot resample', () => {
    const { truth, predicted, scores } = table;
    const refuse = (run: () => unknown, code: string) =>
      expect(run).toThrow(expect.objectContaining({ name: 'GenrekitError', code }));
    for (const options of [{ level: 0 }, { level: 1 }, { resampleCount: 0 }, { seed: 0.5 }, { samples: 3 }]) {
      refuse(() => bootstrapInterval(truth, predicted, hammingLoss, options as object), 'invalid-option');
    }
    refuse(() => bootstrapInterval(truth, predicted.selectRows([0]), hammingLoss), 'shape-mismatch');
    refuse(
      () => bootstrapInterval(truth, predicted, 'hammingLoss' as unknown as typeof hammingLoss),
      'invalid-value',
    );
    refuse(() => bootstrapInterval(truth, predicted, () => Number.NaN), 'invalid-value');
    refuse(
      () => bootstrapInterval(truth, predicted, (() => undefined) as unknown as typeof hammingLoss),
      'invalid-value',
    );
    const onlyOnAllRows = (t: LabelMatrix) => (t === truth ? 1 : Number.NaN);
    refuse(() => bootstrapInterval(truth, scores, onlyOnAllRows), 'invalid-data');
  });
});

describe('percentileInterval', () => {
  it('interpolates between ranks', () => {
    const sorted = Float64Array.of(0, 1, 2, 3, 4);
    expect(percentileInterval(sorted, 0.5)).toEqual({ lower: 1, upper: 3 });
    const { lower, upper } = percentileInterval(sorted, 0.9);
    expect(lower).toBeCloseTo(0.2, 12);
    expect(upper).toBeCloseTo(3.8, 12);
    expect(percentileInterval(Float64Array.of(7), 0.95)).toEqual({ lower: 7, upper: 7 });
  });

  it('lies within the numbers it is given', () => {
    const random = new SeededRandom(1);
    const sorted = Float64Array.from({ length: 101 }, () => random.float()).sort();
    for (const level of [0.01, 0.5, 0.95, 0.999999]) {
      const { lower, upper } = percentileInterval(sorted, level);
      expect(lower).toBeGreaterThanOrEqual(sorted[0]!);
      expect(upper).toBeLessThanOrEqual(sorted[100]!);
      expect(lower).toBeLessThanOrEqual(upper);
    }
  });
});
