import { describe, expect, it } from 'vitest';
import type { Average } from './averageOptions.ts';
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
import { jaccardScore } from './jaccardScore.ts';
import { labelRankingAveragePrecision } from './labelRankingAveragePrecision.ts';
import { logLoss } from './logLoss.ts';
import { multilabelConfusion } from './multilabelConfusion.ts';
import { precisionPerLabel, precisionScore } from './precisionScore.ts';
import { rankingLoss } from './rankingLoss.ts';
import { recallPerLabel, recallScore } from './recallScore.ts';
import { macroRocAuc, rocAucPerLabel } from './rocAuc.ts';
import { subsetAccuracy } from './subsetAccuracy.ts';
import { type MetricAnswers, type MetricCase, metricCases } from './testing/oracle.ts';
import { meanDefined } from './testing/tables.ts';

/** The answer of this library to every kind of key in the file; a key without an entry here fails. */
const answers: Record<string, (problem: MetricCase) => unknown> = {
  subsetAccuracy: ({ truth, predicted }) => subsetAccuracy(truth, predicted),
  hammingLoss: ({ truth, predicted }) => hammingLoss(truth, predicted),
  perLabel: ({ truth, predicted }) => ({
    precision: [...precisionPerLabel(truth, predicted)],
    recall: [...recallPerLabel(truth, predicted)],
    f1: [...fScorePerLabel(truth, predicted)],
    support: evaluatePredictions(truth, predicted).perLabel.map(({ support }) => support),
  }),
  lrap: ({ truth, scores }) => labelRankingAveragePrecision(truth, scores),
  coverageError: ({ truth, scores }) => coverageError(truth, scores),
  rankingLoss: ({ truth, scores }) => rankingLoss(truth, scores),
  averagePrecision: ({ truth, scores }) => definedByNumber(averagePrecisionPerLabel(truth, scores)),
  rocAuc: ({ truth, scores }) => definedByNumber(rocAucPerLabel(truth, scores)),
  microAveragePrecision: ({ truth, scores }) => microAveragePrecision(truth, scores),
  brier: ({ truth, scores }) => brierScore(truth, scores),
  logLoss: ({ truth, scores }) => logLoss(truth, scores),
  multilabelConfusion: ({ truth, predicted }) =>
    multilabelConfusion(truth, predicted).map((label) => [
      [label.trueNegatives, label.falsePositives],
      [label.falseNegatives, label.truePositives],
    ]),
};

for (const average of ['micro', 'macro', 'weighted', 'samples'] satisfies Average[]) {
  for (const zeroDivision of [0, 1]) {
    const options = { average, zeroDivision };
    answers[`${average}.zeroDivision${zeroDivision}`] = ({ truth, predicted }) => ({
      precision: precisionScore(truth, predicted, options),
      recall: recallScore(truth, predicted, options),
      f1: fScore(truth, predicted, options),
      f2: fScore(truth, predicted, { ...options, beta: 2 }),
      jaccard: jaccardScore(truth, predicted, options),
    });
  }
}

function definedByNumber(perLabel: Float64Array): Record<string, number> {
  return Object.fromEntries([...perLabel].flatMap((value, i) => (Number.isNaN(value) ? [] : [[i, value]])));
}

/** Compares nested numbers; every key on either side must be on the other. */
function expectClose(actual: unknown, expected: unknown, path: string): void {
  if (expected === null || Number.isNaN(expected)) {
    expect(actual, path).toBeNull();
    return;
  }
  if (typeof expected === 'number') {
    expect(typeof actual, path).toBe('number');
    expect(Math.abs((actual as number) - expected), path).toBeLessThanOrEqual(1e-12 * Math.max(1, expected));
    return;
  }
  expect(Object.keys(actual as object), path).toEqual(Object.keys(expected as object));
  for (const [key, value] of Object.entries(expected as object)) {
    expectClose((actual as Record<string, unknown>)[key], value, `${path}.${key}`);
  }
}

const cases = metricCases();

describe('metrics against scikit-learn', () => {
  it.skipIf(cases.length === 0)('oracle metrics.json is there and has cases (else skipped)', () => {
    expect(cases.every(({ expected }) => Object.keys(expected).length > 0)).toBe(true);
  });

  describe.each(cases)('oracle $name', (problem) => {
    it.each(Object.keys(problem.expected))('%s', (key) => {
      expect(answers, `nothing answers the key ${key}`).toHaveProperty([key]);
      expectClose(answers[key]!(problem), problem.expected[key as keyof MetricAnswers], key);
    });

    it('fills the report with the same numbers', () => {
      const { truth, predicted, scores, expected } = problem;
      const { metrics, perLabel } = evaluatePredictions(truth, predicted, scores);
      const micro = expected['micro.zeroDivision0'];
      const macro = expected['macro.zeroDivision0'];
      const averagePrecisions = Object.values(expected.averagePrecision);
      expectClose(
        metrics,
        {
          ...metrics, // the cardinalities, densities and one-error are not in the file
          microF1: micro.f1,
          macroF1: macro.f1,
          weightedF1: expected['weighted.zeroDivision0'].f1,
          samplesF1: expected['samples.zeroDivision0'].f1,
          microPrecision: micro.precision,
          macroPrecision: macro.precision,
          microRecall: micro.recall,
          macroRecall: macro.recall,
          jaccardSamples: expected['samples.zeroDivision0'].jaccard,
          subsetAccuracy: expected.subsetAccuracy,
          hammingLoss: expected.hammingLoss,
          elementwiseAccuracy: 1 - expected.hammingLoss,
          lrap: expected.lrap,
          coverageError: expected.coverageError,
          rankingLoss: expected.rankingLoss,
          macroAveragePrecision: meanDefined(averagePrecisions),
          microAveragePrecision: expected.microAveragePrecision,
          macroRocAuc: meanDefined(Object.values(expected.rocAuc)),
          brierScore: expected.brier,
          logLoss: expected.logLoss,
        },
        'metrics',
      );
      for (const [i, label] of perLabel.entries()) {
        expectClose(label.precision, expected.perLabel.precision[i], `${i}.precision`);
        expectClose(label.recall, expected.perLabel.recall[i], `${i}.recall`);
        expectClose(label.f1, expected.perLabel.f1[i], `${i}.f1`);
        expect(label.support).toBe(expected.perLabel.support[i]);
        expect(label.averagePrecision === null).toBe(expected.averagePrecision[i] === undefined);
        expect(label.rocAuc === null).toBe(expected.rocAuc[i] === undefined);
      }
    });

    it('averages over the labels that are defined', () => {
      const { truth, predicted, scores, expected } = problem;
      expect(macroAveragePrecision(truth, scores)).toBeCloseTo(
        meanDefined(Object.values(expected.averagePrecision)),
        12,
      );
      expect(macroRocAuc(truth, scores)).toBeCloseTo(meanDefined(Object.values(expected.rocAuc)), 12);
      expect(elementwiseAccuracy(truth, predicted)).toBeCloseTo(1 - expected.hammingLoss, 12);
    });
  });
});
