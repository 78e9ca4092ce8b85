import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import {
  averagePrecisionPerLabel,
  macroAveragePrecision,
  microAveragePrecision,
} from './averagePrecision.ts';
import { macroRocAuc, rocAucPerLabel } from './rocAuc.ts';
import { expectSame } from './testing/expectSame.ts';
import { anyTable, knownLabels, meanDefined, type Table } from './testing/tables.ts';

interface Cell {
  score: number;
  isTrue: number;
}

function cellsOf(table: Table, label?: number): Cell[] {
  return knownLabels(table).flatMap((labels, sample) =>
    labels
      .filter((known) => label === undefined || known === label)
      .map((known) => ({
        score: table.scoreRows[sample]![known]!,
        isTrue: table.truthRows[sample]![known]!,
      })),
  );
}

/** Sum over distinct thresholds, falling, of precision times the gain in recall. */
function naiveAveragePrecision(cells: Cell[]): number {
  const positiveCount = cells.filter(({ isTrue }) => isTrue === 1).length;
  const thresholds = [...new Set(cells.map(({ score }) => score))].sort((a, b) => b - a);
  let recallBefore = 0;
  let area = 0;
  for (const threshold of thresholds) {
    const taken = cells.filter(({ score }) => score >= threshold);
    const hits = taken.filter(({ isTrue }) => isTrue === 1).length;
    area += (hits / taken.length) * (hits / positiveCount - recallBefore);
    recallBefore = hits / positiveCount;
  }
  return area;
}

/** The share of pairs of a positive and a negative in which the positive wins, a tie being half a win. */
function naiveRocAuc(cells: Cell[]): number {
  const positives = cells.filter(({ isTrue }) => isTrue === 1);
  const negatives = cells.filter(({ isTrue }) => isTrue === 0);
  return meanDefined(
    positives.flatMap((p) => negatives.map((n) => (p.score > n.score ? 1 : p.score === n.score ? 0.5 : 0))),
  );
}

describe('average precision and ROC-AUC', () => {
  it('have the published values', () => {
    // The examples of the scikit-learn reference: y = 0, 0, 1, 1 and scores 0.1, 0.4, 0.35, 0.8.
    const truth = LabelMatrix.fromRows([[0], [0], [1], [1]]);
    const scores = ScoreMatrix.fromRows([[0.1], [0.4], [0.35], [0.8]]);
    expect(averagePrecisionPerLabel(truth, scores)[0]).toBeCloseTo(0.8333333333333333, 15);
    expect(microAveragePrecision(truth, scores)).toBeCloseTo(0.8333333333333333, 15);
    expect(rocAucPerLabel(truth, scores)[0]).toBe(0.75);
  });

  it('leave labels out of the mean on which they are undefined', () => {
    const truth = LabelMatrix.fromRows([
      [1, 0, 1],
      [0, 0, 1],
    ]);
    const scores = ScoreMatrix.fromRows([
      [0.9, 0.5, 0.1],
      [0.1, 0.6, 0.2],
    ]);
    expect([...averagePrecisionPerLabel(truth, scores)]).toEqual([1, Number.NaN, 1]);
    expect([...rocAucPerLabel(truth, scores)]).toEqual([1, Number.NaN, Number.NaN]);
    expect(macroAveragePrecision(truth, scores)).toBe(1);
    expect(macroRocAuc(truth, scores)).toBe(1);
    const empty = LabelMatrix.fromRows([
      [0, 0, 0],
      [0, 0, 0],
    ]);
    expect(macroAveragePrecision(empty, scores)).toBeNaN();
    expect(microAveragePrecision(empty, scores)).toBeNaN();
    expect(macroRocAuc(empty, scores)).toBeNaN();
  });

  it('agree with naive versions, with ties and unknown cells', () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        const { truth, scores } = table;
        const averagePrecisions = averagePrecisionPerLabel(truth, scores);
        const rocAucs = rocAucPerLabel(truth, scores);
        const naive = truth.labels.names.map((_, label) => {
          const cells = cellsOf(table, label);
          const hasSupport = cells.some(({ isTrue }) => isTrue === 1);
          return {
            averagePrecision: hasSupport ? naiveAveragePrecision(cells) : Number.NaN,
            rocAuc: naiveRocAuc(cells),
          };
        });
        naive.forEach(({ averagePrecision, rocAuc }, label) => {
          expectSame(averagePrecisions[label], averagePrecision);
          expectSame(rocAucs[label], rocAuc);
        });
        const meanOf = (name: 'averagePrecision' | 'rocAuc') =>
          meanDefined(naive.map((label) => label[name]));
        expectSame(macroAveragePrecision(truth, scores), meanOf('averagePrecision'));
        expectSame(macroRocAuc(truth, scores), meanOf('rocAuc'));
        const all = cellsOf(table);
        const micro = all.some(({ isTrue }) => isTrue === 1) ? naiveAveragePrecision(all) : Number.NaN;
        expectSame(microAveragePrecision(truth, scores), micro);
      }),
      { numRuns: 500 },
    );
  });

  it('do not change when scores are stretched, and turn ROC-AUC round when they are negated', () => {
    fc.assert(
      fc.property(anyTable, ({ truth, scores }) => {
        const mapped = (change: (score: number) => number) =>
          new ScoreMatrix(scores.labels, scores.sampleCount, scores.values.map(change));
        const stretched = mapped((score) => 100 * score ** 3 - 7);
        expect(averagePrecisionPerLabel(truth, stretched)).toEqual(averagePrecisionPerLabel(truth, scores));
        expect(rocAucPerLabel(truth, stretched)).toEqual(rocAucPerLabel(truth, scores));
        const negated = rocAucPerLabel(
          truth,
          mapped((score) => -score),
        );
        rocAucPerLabel(truth, scores).forEach((value, label) => {
          expectSame(negated[label], 1 - value);
        });
      }),
    );
  });
});
