import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { coverageError } from './coverageError.ts';
import { labelRankingAveragePrecision } from './labelRankingAveragePrecision.ts';
import { ndcgAtK } from './ndcgAtK.ts';
import { oneError } from './oneError.ts';
import { precisionAtK, recallAtK } from './precisionAtK.ts';
import { rankingLoss } from './rankingLoss.ts';
import { expectSame } from './testing/expectSame.ts';
import { anyTable, knownLabels, meanDefined, type Table } from './testing/tables.ts';

interface Row {
  scores: number[];
  truth: number[];
  positives: number[];
  negatives: number[];
}

function naiveRows(table: Table): Row[] {
  return knownLabels(table).flatMap((labels, sample) => {
    if (labels.length === 0) return [];
    const scores = labels.map((label) => table.scoreRows[sample]![label]!);
    const truth = labels.map((label) => table.truthRows[sample]![label]!);
    const positives = scores.filter((_, i) => truth[i] === 1);
    return [{ scores, truth, positives, negatives: scores.filter((_, i) => truth[i] === 0) }];
  });
}

/** The truth of a row, best score first; `sort` is stable, so ties keep label order. */
function ranked({ scores, truth }: Row): number[] {
  return scores
    .map((score, i) => ({ score, isTrue: truth[i]! }))
    .sort((a, b) => b.score - a.score)
    .map(({ isTrue }) => isTrue);
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
const gainOf = (truths: number[]) => sum(truths.map((isTrue, rank) => isTrue / Math.log2(rank + 2)));

describe('ranking metrics', () => {
  // The example of the scikit-learn user guide: two samples, three labels.
  const truth = LabelMatrix.fromRows([
    [1, 0, 0],
    [0, 0, 1],
  ]);
  const scores = ScoreMatrix.fromRows([
    [0.75, 0.5, 1],
    [1, 0.2, 0.1],
  ]);

  it('have the published values', () => {
    expect(labelRankingAveragePrecision(truth, scores)).toBeCloseTo(0.41666666666666663, 15);
    expect(coverageError(truth, scores)).toBe(2.5);
    expect(rankingLoss(truth, scores)).toBe(0.75);
    expect(oneError(truth, scores)).toBe(1);
    expect(precisionAtK(truth, scores, 2)).toBe(1 / 4);
    expect(recallAtK(truth, scores, 2)).toBe(1 / 2);
    expect(ndcgAtK(truth, scores, 3)).toBeCloseTo((1 / Math.log2(3) + 1 / 2) / 2, 15);
  });

  it('treat ties as their definitions say', () => {
    const tied = ScoreMatrix.fromRows([
      [0.5, 0.5, 0.1],
      [0.5, 0.5, 0.5],
    ]);
    expect(labelRankingAveragePrecision(truth, tied)).toBeCloseTo((1 / 2 + 1 / 3) / 2, 15);
    expect(coverageError(truth, tied)).toBe(2.5);
    expect(rankingLoss(truth, tied)).toBe(0.75);
    expect(oneError(truth, tied)).toBe(0.5);
    expect(recallAtK(truth, tied, 2)).toBe(0.5);
  });

  it('treat samples with no label, or with all, as their definitions say', () => {
    const edges = LabelMatrix.fromRows([
      [0, 0, 0],
      [1, 1, 1],
    ]);
    expect(labelRankingAveragePrecision(edges, scores)).toBe(1);
    expect(coverageError(edges, scores)).toBe(1.5);
    expect(rankingLoss(edges, scores)).toBe(0);
    expect(oneError(edges, scores)).toBe(0);
    expect(oneError(edges, scores, { rowsWithoutLabels: 'count' })).toBe(0.5);
    expect(precisionAtK(edges, scores, 2)).toBe(0.5);
    expect(recallAtK(edges, scores, 2)).toBe(2 / 3);
    expect(ndcgAtK(edges, scores, 2)).toBe(1);
    const empty = edges.selectRows([0]);
    const emptyScores = ScoreMatrix.fromRows([[0.1, 0.2, 0.3]]);
    expect(oneError(empty, emptyScores)).toBeNaN();
    expect(recallAtK(empty, emptyScores, 1)).toBeNaN();
    expect(ndcgAtK(empty, emptyScores, 1)).toBeNaN();
  });

  it('agree with naive versions, with ties and unknown cells', () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        const rows = naiveRows(table);
        const lrap = rows.map(({ scores, positives, negatives }) => {
          if (positives.length === 0 || negatives.length === 0) return 1;
          return meanDefined(
            positives.map(
              (score) => positives.filter((s) => s >= score).length / scores.filter((s) => s >= score).length,
            ),
          );
        });
        expectSame(labelRankingAveragePrecision(table.truth, table.scores), meanDefined(lrap));

        const depth = rows.map(({ scores, positives }) =>
          positives.length === 0 ? 0 : scores.filter((score) => score >= Math.min(...positives)).length,
        );
        expectSame(coverageError(table.truth, table.scores), meanDefined(depth));

        const wrongShare = rows.map(({ positives, negatives }) => {
          const pairs = positives.flatMap((positive) => negatives.map((negative) => positive <= negative));
          return pairs.length === 0 ? 0 : pairs.filter(Boolean).length / pairs.length;
        });
        expectSame(rankingLoss(table.truth, table.scores), meanDefined(wrongShare));

        const labelled = rows.filter(({ positives }) => positives.length > 0);
        const firstIsWrong = (row: Row) => 1 - ranked(row)[0]!;
        expectSame(oneError(table.truth, table.scores), meanDefined(labelled.map(firstIsWrong)));
        expectSame(
          oneError(table.truth, table.scores, { rowsWithoutLabels: 'count' }),
          meanDefined(rows.map(firstIsWrong)),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('agree with naive versions at every k', () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        const rows = naiveRows(table);
        const labelled = rows.filter(({ positives }) => positives.length > 0);
        for (let k = 1; k <= table.truth.labelCount; k++) {
          const precisions = rows.map((row) => meanDefined(ranked(row).slice(0, k)));
          const recalls = labelled.map((row) => sum(ranked(row).slice(0, k)) / row.positives.length);
          const gains = labelled.map((row) => {
            const best = [...row.truth].sort((a, b) => b - a).slice(0, k);
            return gainOf(ranked(row).slice(0, k)) / gainOf(best);
          });
          expectSame(precisionAtK(table.truth, table.scores, k), meanDefined(precisions));
          expectSame(recallAtK(table.truth, table.scores, k), meanDefined(recalls));
          expectSame(ndcgAtK(table.truth, table.scores, k), meanDefined(gains));
        }
      }),
    );
  });

  it('stay in their bounds and find a perfect ranking perfect', () => {
    fc.assert(
      fc.property(anyTable, ({ truth, scores }) => {
        const perfect = new ScoreMatrix(scores.labels, scores.sampleCount, Float64Array.from(truth.values));
        for (let k = 1; k <= truth.labelCount; k++) {
          for (const value of [
            precisionAtK(truth, scores, k),
            recallAtK(truth, scores, k),
            ndcgAtK(truth, scores, k),
          ]) {
            if (Number.isNaN(value)) continue;
            expect(value).toBeGreaterThanOrEqual(0);
            expect(value).toBeLessThanOrEqual(1);
          }
          const best = ndcgAtK(truth, perfect, k);
          if (!Number.isNaN(best)) expect(best).toBe(1);
        }
      }),
    );
  });

  it('refuse a k or an option they cannot honour', () => {
    const invalid = expect.objectContaining({ code: 'invalid-option' });
    for (const metric of [precisionAtK, recallAtK, ndcgAtK]) {
      for (const k of [0, 1.5, 4, Number.NaN]) expect(() => metric(truth, scores, k)).toThrow(invalid);
    }
    const wrong = { rowsWithoutLabels: 'error' } as unknown as { rowsWithoutLabels: 'skip' };
    expect(() => oneError(truth, scores, wrong)).toThrow(invalid);
  });
});
