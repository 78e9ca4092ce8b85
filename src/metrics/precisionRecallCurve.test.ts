import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import { LabelSet } from '../labels/LabelSet.ts';
import { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { averagePrecisionPerLabel } from './averagePrecision.ts';
import { precisionRecallCurve } from './precisionRecallCurve.ts';

const labels = new LabelSet(['Drama']);
const column = fc
  .array(fc.record({ score: fc.integer({ min: 0, max: 8 }), has: fc.boolean(), known: fc.boolean() }), {
    minLength: 1,
    maxLength: 30,
  })
  .filter((rows) => rows.some(({ known }) => known));

function tables(rows: readonly { score: number; has: boolean; known: boolean }[]) {
  return [
    new LabelMatrix(
      labels,
      rows.length,
      Uint8Array.from(rows, ({ has }) => (has ? 1 : 0)),
      Uint8Array.from(rows, ({ known }) => (known ? 1 : 0)),
    ),
    new ScoreMatrix(
      labels,
      rows.length,
      Float64Array.from(rows, ({ score }) => score / 8),
    ),
  ] as const;
}

describe('precisionRecallCurve', () => {
  it("follows the example in scikit-learn's documentation", () => {
    const rows = [0.1, 0.4, 0.35, 0.8].map((score, i) => ({ score: score * 8, has: i > 1, known: true }));
    const curve = precisionRecallCurve(...tables(rows), 'Drama');
    expect([...curve.thresholds]).toEqual([0.1, 0.35, 0.4, 0.8]);
    expect([...curve.precision]).toEqual([0.5, 2 / 3, 0.5, 1, 1]);
    expect([...curve.recall]).toEqual([1, 1, 0.5, 0.5, 0]);
  });

  it('counts what counting row by row does, at every score', () => {
    fc.assert(
      fc.property(column, (rows) => {
        const { thresholds, precision, recall } = precisionRecallCurve(...tables(rows), 'Drama');
        const known = rows.filter((row) => row.known);
        expect([...thresholds]).toEqual(
          [...new Set(known.map(({ score }) => score / 8))].sort((a, b) => a - b),
        );
        const support = known.filter(({ has }) => has).length;
        thresholds.forEach((threshold, i) => {
          const given = known.filter(({ score }) => score / 8 >= threshold);
          const hits = given.filter(({ has }) => has).length;
          expect(precision[i]).toBe(hits / given.length);
          expect(recall[i]).toBe(hits / support);
        });
        expect([precision.at(-1), recall.at(-1)]).toEqual([1, 0]);
      }),
    );
  });

  it('has the average precision as its area by steps', () => {
    fc.assert(
      fc.property(
        column.filter((rows) => rows.some(({ has, known }) => has && known)),
        (rows) => {
          const [truth, scores] = tables(rows);
          const { precision, recall } = precisionRecallCurve(truth, scores, 'Drama');
          let area = 0;
          for (let i = 0; i < precision.length - 1; i++)
            area += (recall[i]! - recall[i + 1]!) * precision[i]!;
          expect(area).toBeCloseTo(averagePrecisionPerLabel(truth, scores)[0]!, 12);
        },
      ),
    );
  });
});
