import { describe, expect, it } from 'vitest';
import { GenrekitError } from '../errors.ts';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import { LabelSet } from '../labels/LabelSet.ts';
import { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import {
  averagePrecisionPerLabel,
  macroAveragePrecision,
  microAveragePrecision,
} from './averagePrecision.ts';
import { brierScore } from './brierScore.ts';
import { coverageError } from './coverageError.ts';
import { evaluatePredictions } from './evaluatePredictions.ts';
import { fScore, fScorePerLabel } from './fScore.ts';
import { elementwiseAccuracy, hammingLoss } from './hammingLoss.ts';
import { jaccardPerLabel, jaccardScore } from './jaccardScore.ts';
import { labelCardinality, labelDensity } from './labelCardinality.ts';
import { labelRankingAveragePrecision } from './labelRankingAveragePrecision.ts';
import { logLoss } from './logLoss.ts';
import { multilabelConfusion } from './multilabelConfusion.ts';
import { ndcgAtK } from './ndcgAtK.ts';
import { oneError } from './oneError.ts';
import { precisionAtK, recallAtK } from './precisionAtK.ts';
import { precisionPerLabel, precisionScore } from './precisionScore.ts';
import { rankingLoss } from './rankingLoss.ts';
import { recallPerLabel, recallScore } from './recallScore.ts';
import { macroRocAuc, rocAucPerLabel } from './rocAuc.ts';
import { subsetAccuracy } from './subsetAccuracy.ts';

type LabelMetric = (truth: LabelMatrix, predicted: LabelMatrix) => unknown;
type ScoreMetric = (truth: LabelMatrix, scores: ScoreMatrix) => unknown;

const labelMetrics: Record<string, LabelMetric> = {
  ...{ precisionScore, recallScore, fScore, jaccardScore, subsetAccuracy, hammingLoss, elementwiseAccuracy },
  ...{ precisionPerLabel, recallPerLabel, fScorePerLabel, jaccardPerLabel, multilabelConfusion },
  evaluatePredictions: (truth, predicted) => evaluatePredictions(truth, predicted),
};
const scoreMetrics: Record<string, ScoreMetric> = {
  ...{ labelRankingAveragePrecision, coverageError, rankingLoss, oneError, brierScore, logLoss },
  ...{ averagePrecisionPerLabel, macroAveragePrecision, microAveragePrecision, rocAucPerLabel, macroRocAuc },
  precisionAtK: (truth, scores) => precisionAtK(truth, scores, 1),
  recallAtK: (truth, scores) => recallAtK(truth, scores, 1),
  ndcgAtK: (truth, scores) => ndcgAtK(truth, scores, 1),
  evaluatePredictions: (truth, scores) => evaluatePredictions(truth, truth, scores),
};

const labels = new LabelSet(['Comedy', 'Drama']);
const swapped = new LabelSet(['Drama', 'Comedy']);
const rows = [
  [1, 0],
  [0, 1],
];
const truth = LabelMatrix.fromRows(rows, labels);
const scores = ScoreMatrix.fromRows(rows, labels);

function expectRefusal(run: () => unknown, code: string, message: RegExp): void {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(GenrekitError);
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
    return;
  }
  expect.fail(`nothing was refused; expected ${code}`);
}

const unknown = new LabelMatrix(labels, 2, truth.values, new Uint8Array(4));
const empty = new LabelMatrix(labels, 0, new Uint8Array(0));

describe.each(Object.entries(labelMetrics))('%s', (_, metric) => {
  it('refuses tables that do not fit', () => {
    expectRefusal(() => metric(truth, truth.selectRows([0])), 'shape-mismatch', /2 samples.*for 1/);
    expectRefusal(
      () => metric(truth, LabelMatrix.fromRows(rows, swapped)),
      'shape-mismatch',
      /Drama, Comedy.*selectLabels/,
    );
    expectRefusal(() => metric(truth, truth.selectLabels(['Comedy'])), 'shape-mismatch', /Comedy, Drama/);
    expectRefusal(() => metric(unknown, truth), 'invalid-data', /2 samples by 2 labels/);
    expectRefusal(() => metric(empty, empty), 'invalid-data', /0 samples/);
    expectRefusal(
      () => metric(truth, scores as unknown as LabelMatrix),
      'invalid-value',
      /a ScoreMatrix.*fromRows/,
    );
    expectRefusal(
      () => metric(rows as unknown as LabelMatrix, truth),
      'invalid-value',
      /truth.*an array of 2/,
    );
  });
});

describe.each(Object.entries(scoreMetrics))('%s', (_, metric) => {
  it('refuses tables that do not fit', () => {
    const short = new ScoreMatrix(labels, 1, new Float64Array(2));
    expectRefusal(() => metric(truth, short), 'shape-mismatch', /2 samples.*for 1/);
    expectRefusal(
      () => metric(truth, ScoreMatrix.fromRows(rows, swapped)),
      'shape-mismatch',
      /Drama, Comedy/,
    );
    expectRefusal(() => metric(unknown, scores), 'invalid-data', /known cell/);
    expectRefusal(() => metric(truth, truth as unknown as ScoreMatrix), 'invalid-value', /a LabelMatrix/);
    expectRefusal(() => metric(truth, null as unknown as ScoreMatrix), 'invalid-value', /null/);
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const damaged = new ScoreMatrix(labels, 2, Float64Array.of(0, 1, bad, 0));
      expectRefusal(() => metric(truth, damaged), 'invalid-value', /sample 1, label "Comedy".*finite/);
    }
  });
});

describe('label cardinality and density', () => {
  it('refuse a table of which nothing is known', () => {
    for (const metric of [labelCardinality, labelDensity]) {
      expectRefusal(() => metric(unknown), 'invalid-data', /known cell/);
    }
  });
});
