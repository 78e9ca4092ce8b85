import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import { elementwiseAccuracy, hammingLoss } from './hammingLoss.ts';
import { subsetAccuracy } from './subsetAccuracy.ts';
import { anyTable, knownLabels, meanDefined } from './testing/tables.ts';

describe('Hamming loss, elementwise accuracy and subset accuracy', () => {
  it('have the values worked out by hand', () => {
    const truth = LabelMatrix.fromRows([
      [0, 1, 0],
      [1, 1, 0],
      [0, 0, 0],
      [1, 0, 1],
    ]);
    const predicted = LabelMatrix.fromRows([
      [0, 1, 0],
      [1, 0, 0],
      [0, 0, 0],
      [0, 1, 1],
    ]);
    expect(hammingLoss(truth, predicted)).toBe(3 / 12);
    expect(elementwiseAccuracy(truth, predicted)).toBe(9 / 12);
    expect(subsetAccuracy(truth, predicted)).toBe(2 / 4);
  });

  it('see nothing of an unknown cell', () => {
    const rows = LabelMatrix.fromRows([
      [1, 0],
      [0, 1],
      [0, 0],
    ]);
    // One wrong cell is unknown; of the last sample nothing is known.
    const truth = new LabelMatrix(rows.labels, 3, rows.values, Uint8Array.of(1, 0, 1, 1, 0, 0));
    const predicted = LabelMatrix.fromRows([
      [1, 1],
      [1, 1],
      [1, 1],
    ]);
    expect(subsetAccuracy(truth, predicted)).toBe(1 / 2);
    expect(hammingLoss(truth, predicted)).toBe(1 / 3);
  });

  it('agree with naive versions', () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        const { truth, predicted, truthRows, predictedRows } = table;
        const isRight = knownLabels(table).map((labels, sample) =>
          labels.map((label) => (truthRows[sample]![label] === predictedRows[sample]![label] ? 1 : 0)),
        );
        expect(elementwiseAccuracy(truth, predicted)).toBeCloseTo(meanDefined(isRight.flat()), 12);
        expect(hammingLoss(truth, predicted)).toBeCloseTo(1 - meanDefined(isRight.flat()), 12);
        const rows = isRight.filter((row) => row.length > 0);
        const exact = rows.map((row) => (row.every((right) => right === 1) ? 1 : 0));
        expect(subsetAccuracy(truth, predicted)).toBeCloseTo(meanDefined(exact), 12);
      }),
    );
  });
});
