import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csrFromDense } from '../math/csrFromDense.ts';
import { selectCsrRows } from '../math/selectCsrRows.ts';
import { appendColumns } from './appendColumns.ts';
import { dealByHash, drawBag, rowHashes } from './rowHashes.ts';

const table = fc.array(fc.array(fc.constantFrom(0, 0, 1, 0.5, -2), { minLength: 4, maxLength: 4 }), {
  minLength: 1,
  maxLength: 12,
});
const many = Uint32Array.from({ length: 20_000 }, (_, i) => i);

describe('rowHashes', () => {
  it('depend on what is in a row, not on where it stands', () => {
    fc.assert(
      fc.property(table, fc.array(fc.nat(11), { maxLength: 12 }), (rows, picks) => {
        const matrix = csrFromDense(rows, 4);
        const hashes = rowHashes(matrix);
        const chosen = picks.map((pick) => pick % rows.length);
        expect([...rowHashes(selectCsrRows(matrix, chosen))]).toEqual(chosen.map((row) => hashes[row]!));
        const distinct = new Set(rows.map(String)).size;
        expect(new Set(hashes).size).toBe(distinct);
      }),
    );
  });
});

describe('dealByHash', () => {
  it('makes folds of about the same size, other ones for another seed', () => {
    const folds = dealByHash(many, 5, 1);
    for (let fold = 0; fold < 5; fold++) {
      expect(Math.abs(folds.filter((other) => other === fold).length - 4000)).toBeLessThan(300);
    }
    const others = dealByHash(many, 5, 2);
    expect(Math.abs(folds.filter((fold, row) => fold === others[row]).length - 4000)).toBeLessThan(300);
  });
});

describe('drawBag', () => {
  it("draws counts by Poisson's law with mean 1", () => {
    const bag = drawBag(many, 7);
    const share = (count: number) => bag.filter((other) => other === count).length / many.length;
    for (const [count, expected] of [0.3679, 0.3679, 0.1839, 0.0613, 0.0153].entries()) {
      expect(Math.abs(share(count) - expected)).toBeLessThan(0.012);
    }
    expect(bag.every((count) => Number.isInteger(count) && count >= 0 && count < 20)).toBe(true);
    expect(drawBag(many, 8)).not.toEqual(bag);
  });
});

describe('appendColumns', () => {
  it('puts columns behind, leaving out zeros', () => {
    fc.assert(
      fc.property(table, fc.nat(3), (rows, count) => {
        const added = Array.from({ length: count }, (_, j) =>
          Float64Array.from(rows, (row, i) => ((i + j) % 2 === 0 ? 0 : row[j]! + j)),
        );
        const naive = rows.map((row, i) => [...row, ...added.map((column) => column[i]!)]);
        expect(appendColumns(csrFromDense(rows, 4), added)).toEqual(csrFromDense(naive, 4 + count));
      }),
    );
  });
});
