import { LabelMatrix } from '../../labels/LabelMatrix.ts';
import { ScoreMatrix } from '../../labels/ScoreMatrix.ts';
import { readOracle } from '../../testing/oracles.ts';
import type { Average } from '../averageOptions.ts';

type RatioName = 'precision' | 'recall' | 'f1' | 'f2' | 'jaccard';

type AveragedAnswers = Record<`${Average}.zeroDivision${0 | 1}`, Record<RatioName, number>>;

/** What scikit-learn answers for one case. */
export interface MetricAnswers extends AveragedAnswers {
  subsetAccuracy: number;
  hammingLoss: number;
  perLabel: Record<'precision' | 'recall' | 'f1' | 'support', number[]>;
  lrap: number;
  coverageError: number;
  rankingLoss: number;
  averagePrecision: Record<string, number>;
  rocAuc: Record<string, number>;
  microAveragePrecision: number;
  brier: number;
  logLoss: number;
  multilabelConfusion: [[number, number], [number, number]][];
}

/** One problem with its answers. */
export interface MetricCase {
  readonly name: string;
  readonly truth: LabelMatrix;
  readonly scores: ScoreMatrix;
  readonly predicted: LabelMatrix;
  readonly expected: MetricAnswers;
}

interface MetricFile {
  cases: { truth: number[][]; scores: number[][]; threshold: number; expected: MetricAnswers }[];
}

/** Reads every case, or none where the reference answers are absent. */
export function metricCases(): MetricCase[] {
  const cases = readOracle<MetricFile>('metrics')?.cases ?? [];
  return cases.map(({ truth, scores, threshold, expected }, index) => ({
    name: `case ${index}, ${truth.length} samples by ${truth[0]!.length} labels`,
    truth: LabelMatrix.fromRows(truth),
    scores: ScoreMatrix.fromRows(scores),
    predicted: LabelMatrix.fromRows(scores.map((row) => row.map((score) => (score >= threshold ? 1 : 0)))),
    expected,
  }));
}
