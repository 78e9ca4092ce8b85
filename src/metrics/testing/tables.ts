import fc from 'fast-check';
import { LabelMatrix } from '../../labels/LabelMatrix.ts';
import { numberedLabels } from '../../labels/numberedLabels.ts';
import { ScoreMatrix } from '../../labels/ScoreMatrix.ts';

/** Plain rows of one problem, for naive versions of metrics, and the matrices that hold the same. */
export interface Table {
  readonly truthRows: number[][];
  readonly predictedRows: number[][];
  readonly scoreRows: number[][];
  /** 1 = known. */
  readonly knownRows: number[][];
  readonly truth: LabelMatrix;
  readonly predicted: LabelMatrix;
  readonly scores: ScoreMatrix;
}

/** Builds the matrices of plain rows; `knownRows` absent = all known. */
export function makeTable(
  truthRows: number[][],
  predictedRows: number[][],
  scoreRows: number[][],
  knownRows?: number[][],
): Table {
  const labels = numberedLabels(truthRows[0]!.length);
  const plain = LabelMatrix.fromRows(truthRows, labels);
  const truth = knownRows
    ? new LabelMatrix(labels, truthRows.length, plain.values, Uint8Array.from(knownRows.flat()))
    : plain;
  return {
    truthRows,
    predictedRows,
    scoreRows,
    knownRows: knownRows ?? truthRows.map((row) => row.map(() => 1)),
    truth,
    predicted: LabelMatrix.fromRows(predictedRows, labels),
    scores: ScoreMatrix.fromRows(scoreRows, labels),
  };
}

/** A table with an unknown cell here and there, and coarse scores, so that ties are common. */
export const anyTable: fc.Arbitrary<Table> = fc
  .record({ sampleCount: fc.integer({ min: 1, max: 9 }), labelCount: fc.integer({ min: 1, max: 6 }) })
  .chain(({ sampleCount, labelCount }) => {
    const rowsOf = (cell: fc.Arbitrary<number>) =>
      fc.array(fc.array(cell, { minLength: labelCount, maxLength: labelCount }), {
        minLength: sampleCount,
        maxLength: sampleCount,
      });
    const bit = fc.integer({ min: 0, max: 1 });
    const score = fc.integer({ min: 0, max: 8 }).map((eighths) => eighths / 8);
    const known = fc.option(rowsOf(fc.integer({ min: 0, max: 3 }).map((number) => Math.min(number, 1))), {
      nil: undefined,
    });
    return fc.tuple(rowsOf(bit), rowsOf(bit), rowsOf(score), known);
  })
  .filter(([, , , known]) => known === undefined || known.flat().includes(1))
  .map(([truth, predicted, scores, known]) => makeTable(truth, predicted, scores, known));

/** The labels of each row whose truth is known, by number. */
export function knownLabels({ knownRows }: Table): number[][] {
  return knownRows.map((row) => row.flatMap((isKnown, label) => (isKnown === 1 ? [label] : [])));
}

/** The mean of numbers that are not `NaN`; `NaN` of none. */
export function meanDefined(numbers: readonly number[]): number {
  const defined = numbers.filter((number) => !Number.isNaN(number));
  return defined.reduce((sum, number) => sum + number, 0) / defined.length;
}
