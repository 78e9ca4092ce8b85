import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Average } from './averageOptions.ts';
import { fScore, fScorePerLabel } from './fScore.ts';
import { jaccardPerLabel, jaccardScore } from './jaccardScore.ts';
import { precisionPerLabel, precisionScore } from './precisionScore.ts';
import { recallPerLabel, recallScore } from './recallScore.ts';
import { expectSame } from './testing/expectSame.ts';
import { anyTable, knownLabels, makeTable, meanDefined, type Table } from './testing/tables.ts';

const averages: Average[] = ['micro', 'macro', 'weighted', 'samples'];
const anyZeroDivision = fc.constantFrom(0, 1, Number.NaN);

interface Naive {
  precision: number;
  recall: number;
  f: number;
  jaccard: number;
}

/** The four ratios of a set of cells, straight from their definitions by sets. */
function naiveRatios(truth: number[], predicted: number[], zeroDivision: number, beta: number): Naive {
  const countOf = (test: (isTrue: number, isPredicted: number) => boolean) =>
    truth.filter((isTrue, i) => test(isTrue, predicted[i]!)).length;
  const hits = countOf((isTrue, isPredicted) => isTrue === 1 && isPredicted === 1);
  const misses = countOf((isTrue, isPredicted) => isTrue === 1 && isPredicted === 0);
  const falseAlarms = countOf((isTrue, isPredicted) => isTrue === 0 && isPredicted === 1);
  const divide = (numerator: number, denominator: number) =>
    denominator === 0 ? zeroDivision : numerator / denominator;
  return {
    precision: divide(hits, hits + falseAlarms),
    recall: divide(hits, hits + misses),
    f: divide((1 + beta ** 2) * hits, (1 + beta ** 2) * hits + beta ** 2 * misses + falseAlarms),
    jaccard: divide(hits, hits + misses + falseAlarms),
  };
}

function naiveAverage(table: Table, average: Average, zeroDivision: number, beta: number): Naive {
  const known = knownLabels(table);
  const cells = known.flatMap((labels, sample) => labels.map((label) => ({ sample, label })));
  const ratiosOf = (chosen: typeof cells) =>
    naiveRatios(
      chosen.map(({ sample, label }) => table.truthRows[sample]![label]!),
      chosen.map(({ sample, label }) => table.predictedRows[sample]![label]!),
      zeroDivision,
      beta,
    );
  if (average === 'micro') return ratiosOf(cells);
  const groups =
    average === 'samples'
      ? known.flatMap((labels, sample) =>
          labels.length > 0 ? [cells.filter((c) => c.sample === sample)] : [],
        )
      : table.truthRows[0]!.map((_, label) => cells.filter((cell) => cell.label === label));
  const ratios = groups.map(ratiosOf);
  const weights = groups.map((group) =>
    average === 'weighted' ? group.filter((c) => table.truthRows[c.sample]![c.label] === 1).length : 1,
  );
  const meanOf = (name: keyof Naive) => {
    const defined = ratios
      .map((ratio, i) => [ratio[name], weights[i]!] as const)
      .filter(([r]) => !Number.isNaN(r));
    const weight = defined.reduce((sum, [, w]) => sum + w, 0);
    if (weight === 0) return meanDefined(defined.map(([ratio]) => ratio));
    return defined.reduce((sum, [ratio, w]) => sum + ratio * w, 0) / weight;
  };
  return {
    precision: meanOf('precision'),
    recall: meanOf('recall'),
    f: meanOf('f'),
    jaccard: meanOf('jaccard'),
  };
}

describe('precision, recall, F and Jaccard', () => {
  // Three labels: one mixed, one never predicted, one neither true nor predicted.
  const { truth, predicted } = makeTable(
    [
      [1, 0, 0],
      [1, 1, 0],
      [0, 1, 0],
      [0, 0, 0],
    ],
    [
      [1, 0, 0],
      [0, 0, 0],
      [1, 0, 0],
      [0, 0, 0],
    ],
    [
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ],
  );

  it('have the values worked out by hand', () => {
    // All cells: 1 hit, 1 false alarm, 3 misses.
    expect(precisionScore(truth, predicted)).toBe(1 / 2);
    expect(recallScore(truth, predicted)).toBe(1 / 4);
    expect(fScore(truth, predicted)).toBeCloseTo(1 / 3, 15);
    expect(fScore(truth, predicted, { beta: 2 })).toBeCloseTo(5 / 18, 15);
    expect(jaccardScore(truth, predicted)).toBe(1 / 5);
    expect([...fScorePerLabel(truth, predicted)]).toEqual([1 / 2, 0, 0]);
    expect(fScore(truth, predicted, { average: 'macro' })).toBeCloseTo(1 / 6, 15);
    expect(fScore(truth, predicted, { average: 'weighted' })).toBe(1 / 4);
    expect(fScore(truth, predicted, { average: 'samples' })).toBe(1 / 4);
  });

  it('replace 0 / 0 each where its own denominator is 0', () => {
    expect([...precisionPerLabel(truth, predicted, { zeroDivision: 1 })]).toEqual([1 / 2, 1, 1]);
    expect([...recallPerLabel(truth, predicted, { zeroDivision: 1 })]).toEqual([1 / 2, 0, 1]);
    expect([...fScorePerLabel(truth, predicted, { zeroDivision: 1 })]).toEqual([1 / 2, 0, 1]);
    expect([...jaccardPerLabel(truth, predicted, { zeroDivision: 1 })]).toEqual([1 / 3, 0, 1]);
    expect(fScore(truth, predicted, { average: 'macro', zeroDivision: Number.NaN })).toBe(1 / 4);
    expect(precisionScore(truth, predicted, { average: 'macro', zeroDivision: Number.NaN })).toBe(1 / 2);
  });

  it('take F with beta 0 as precision and with a large beta as recall', () => {
    expect(fScore(truth, predicted, { beta: 0 })).toBe(precisionScore(truth, predicted));
    expect(fScore(truth, predicted, { beta: 1e6 })).toBeCloseTo(recallScore(truth, predicted), 9);
    expect([...fScorePerLabel(truth, predicted, { beta: 0 })]).toEqual([1 / 2, 0, 0]);
  });

  it('agree with a naive version for every average, with unknown cells and any zeroDivision', () => {
    fc.assert(
      fc.property(
        anyTable,
        fc.constantFrom(...averages),
        anyZeroDivision,
        fc.constantFrom(0.5, 1, 2),
        (table, average, zeroDivision, beta) => {
          const naive = naiveAverage(table, average, zeroDivision, beta);
          const options = { average, zeroDivision };
          expectSame(precisionScore(table.truth, table.predicted, options), naive.precision);
          expectSame(recallScore(table.truth, table.predicted, options), naive.recall);
          expectSame(fScore(table.truth, table.predicted, { ...options, beta }), naive.f);
          expectSame(jaccardScore(table.truth, table.predicted, options), naive.jaccard);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('are the macro average of their per-label values', () => {
    fc.assert(
      fc.property(anyTable, anyZeroDivision, ({ truth, predicted }, zeroDivision) => {
        const macro = { average: 'macro', zeroDivision } as const;
        const pairs = [
          [precisionScore(truth, predicted, macro), precisionPerLabel(truth, predicted, { zeroDivision })],
          [recallScore(truth, predicted, macro), recallPerLabel(truth, predicted, { zeroDivision })],
          [fScore(truth, predicted, macro), fScorePerLabel(truth, predicted, { zeroDivision })],
          [jaccardScore(truth, predicted, macro), jaccardPerLabel(truth, predicted, { zeroDivision })],
        ] as const;
        for (const [average, perLabel] of pairs) expectSame(average, meanDefined([...perLabel]));
      }),
    );
  });

  it('refuse options they cannot honour', () => {
    const invalid = expect.objectContaining({ code: 'invalid-option' });
    const wrong: object[] = [
      { average: 'binary' },
      { zeroDivision: 0.5 },
      { zeroDivision: '0' },
      { averages: 'macro' },
    ];
    for (const options of wrong) {
      for (const metric of [precisionScore, recallScore, fScore, jaccardScore]) {
        expect(() => metric(truth, predicted, options)).toThrow(invalid);
      }
    }
    for (const beta of [-1, Number.NaN, Number.POSITIVE_INFINITY, '1' as unknown as number]) {
      expect(() => fScore(truth, predicted, { beta })).toThrow(invalid);
      expect(() => fScorePerLabel(truth, predicted, { beta })).toThrow(invalid);
    }
    expect(() => precisionPerLabel(truth, predicted, { zeroDivision: 2 })).toThrow(invalid);
  });
});
