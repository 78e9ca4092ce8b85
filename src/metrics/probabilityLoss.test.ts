import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { brierScore } from './brierScore.ts';
import { logLoss } from './logLoss.ts';
import { anyTable, knownLabels, meanDefined } from './testing/tables.ts';

describe('Brier score and log loss', () => {
  const truth = LabelMatrix.fromRows([
    [1, 0],
    [0, 1],
  ]);

  it('have the values worked out by hand', () => {
    const probabilities = ScoreMatrix.fromRows([
      [0.9, 0.5],
      [0, 0.25],
    ]);
    expect(brierScore(truth, probabilities)).toBeCloseTo((0.01 + 0.25 + 0 + 0.5625) / 4, 15);
    expect(logLoss(truth, probabilities)).toBeCloseTo(
      -(Math.log(0.9) + Math.log(0.5) + Math.log(0.25)) / 4,
      14,
    );
  });

  it('stay finite for a certain mistake', () => {
    const certain = ScoreMatrix.fromRows([
      [0, 1],
      [1, 0],
    ]);
    expect(brierScore(truth, certain)).toBe(1);
    expect(logLoss(truth, certain)).toBeCloseTo(-Math.log(1e-15), 1);
  });

  it('agree with naive versions', () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        const cells = knownLabels(table).flatMap((labels, sample) =>
          labels.map(
            (label) => [table.truthRows[sample]![label]!, table.scoreRows[sample]![label]!] as const,
          ),
        );
        const squares = cells.map(([isTrue, score]) => (isTrue - score) ** 2);
        expect(brierScore(table.truth, table.scores)).toBeCloseTo(meanDefined(squares), 12);
        const surprises = cells.map(([isTrue, score]) => {
          const kept = Math.min(Math.max(score, 1e-15), 1 - 1e-15);
          return -Math.log(isTrue === 1 ? kept : 1 - kept);
        });
        expect(logLoss(table.truth, table.scores)).toBeCloseTo(meanDefined(surprises), 12);
      }),
    );
  });

  it('refuse scores that are no probabilities', () => {
    const margins = ScoreMatrix.fromRows([
      [0.5, 0.5],
      [0.5, -0.1],
    ]);
    for (const metric of [brierScore, logLoss]) {
      expect(() => metric(truth, margins)).toThrow(expect.objectContaining({ code: 'invalid-value' }));
      expect(() => metric(truth, margins)).toThrow(/sample 1, label "label1" is -0.1.*calibrate/);
    }
  });
});
