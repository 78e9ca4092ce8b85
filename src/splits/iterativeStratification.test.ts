import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import { SeededRandom } from '../math/SeededRandom.ts';
import { iterativeStratification } from './iterativeStratification.ts';
import { splitUnits } from './SplitUnits.ts';

/** Algorithm 1 of the paper, word by word: every step looks at all examples afresh. Only the ties are ours. */
function naiveStratification(rows: number[][], shares: number[], seed: number): number[] {
  const random = new SeededRandom(seed);
  const order = random.shuffle(rows.map((_, row) => row));
  const labelCount = rows[0]!.length;
  const part = rows.map(() => -1);
  const wanted = shares.map((share) => share * rows.length);
  const wantedOf = shares.map((share) =>
    Array.from({ length: labelCount }, (_, label) => share * rows.filter((row) => row[label] === 1).length),
  );
  const pick = (candidates: number[]): number =>
    candidates[candidates.length === 1 ? 0 : random.integer(candidates.length)]!;
  const isClose = (a: number, b: number) => Math.abs(a - b) < 1e-6;
  const place = (row: number, label: number) => {
    const parts = shares.map((_, i) => i);
    const labelNeed = (i: number) => (label < 0 ? 0 : wantedOf[i]![label]!);
    const most = Math.max(...parts.map(labelNeed));
    const tied = parts.filter((i) => isClose(labelNeed(i), most));
    const mostRoom = Math.max(...tied.map((i) => wanted[i]!));
    const chosen = pick(tied.filter((i) => isClose(wanted[i]!, mostRoom)));
    part[row] = chosen;
    wanted[chosen]! -= 1;
    rows[row]!.forEach((has, other) => {
      if (has === 1) wantedOf[chosen]![other]! -= 1;
    });
  };
  for (;;) {
    const remaining = Array.from(
      { length: labelCount },
      (_, label) => rows.filter((row, i) => part[i] === -1 && row[label] === 1).length,
    );
    const fewest = Math.min(...remaining.filter((count) => count > 0));
    if (!Number.isFinite(fewest)) break;
    const label = pick(remaining.flatMap((count, i) => (count === fewest ? [i] : [])));
    for (const row of order) if (part[row] === -1 && rows[row]![label] === 1) place(row, label);
  }
  for (const row of order) if (part[row] === -1) place(row, -1);
  return part;
}

const tables = fc.integer({ min: 1, max: 5 }).chain((labelCount) =>
  fc.array(fc.array(fc.integer({ min: 0, max: 1 }), { minLength: labelCount, maxLength: labelCount }), {
    minLength: 12,
    maxLength: 60,
  }),
);

describe('iterativeStratification', () => {
  it('deals as the algorithm of the paper does when written plainly', () => {
    fc.assert(
      fc.property(
        tables,
        fc.nat(),
        fc.constantFrom<number[]>([0.5, 0.3, 0.2], [1 / 3, 1 / 3, 1 / 3], [0.9, 0.1]),
        (rows, seed, shares) => {
          const naive = naiveStratification(rows, shares, seed);
          // The paper may leave a part empty where we must not; such tables tell nothing.
          fc.pre(new Set(naive).size === shares.length);
          const parts = iterativeStratification(
            splitUnits(rows.length),
            LabelMatrix.fromRows(rows),
            Float64Array.from(shares),
            seed,
          );
          expect([...parts]).toEqual(naive);
        },
      ),
    );
  });

  it('splits rows with one label in exact proportion', () => {
    const labels = LabelMatrix.fromRows(Array.from({ length: 10 }, () => [1]));
    const parts = iterativeStratification(splitUnits(10), labels, Float64Array.of(0.5, 0.3, 0.2), 3);
    expect([0, 1, 2].map((part) => parts.filter((other) => other === part).length)).toEqual([5, 3, 2]);
  });

  it('gives the one example of a rare label to one part and levels the rest', () => {
    // By hand: the rare row goes anywhere; of the three common ones the other part wants 2, then both want 1 or 0.
    const labels = LabelMatrix.fromRows([
      [1, 0],
      [0, 1],
      [0, 1],
      [0, 1],
    ]);
    for (let seed = 0; seed < 20; seed++) {
      const parts = iterativeStratification(splitUnits(4), labels, Float64Array.of(0.5, 0.5), seed);
      const rare = parts[0]!;
      expect([...parts].filter((part) => part === rare)).toHaveLength(2);
    }
  });

  // A rescan of all rows for each would take hours, and run out of time.
  it('balances a table of the size of the corpus', () => {
    const rowCount = 226_830;
    const labelCount = 22;
    const random = new SeededRandom(5);
    const matrix = LabelMatrix.fromRows([Array.from({ length: labelCount }, () => 0)]);
    const values = Uint8Array.from({ length: rowCount * labelCount }, () =>
      random.integer(10) === 0 ? 1 : 0,
    );
    const labels = new LabelMatrix(matrix.labels, rowCount, values);
    const parts = iterativeStratification(splitUnits(rowCount), labels, new Float64Array(5).fill(0.2), 1);
    for (let label = 0; label < labelCount; label++) {
      const perPart = new Int32Array(5);
      for (let row = 0; row < rowCount; row++) perPart[parts[row]!]! += values[row * labelCount + label]!;
      expect(Math.max(...perPart) - Math.min(...perPart)).toBeLessThanOrEqual(5);
    }
  });
});
