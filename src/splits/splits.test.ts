import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GenrekitError } from '../errors.ts';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import { LabelSet } from '../labels/LabelSet.ts';
import { kFolds, rowsInFold, rowsOutsideFold, stratifiedFolds } from './folds.ts';
import { stratifiedSplit, trainValidTest } from './stratifiedSplit.ts';

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof GenrekitError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'no error';
}

/** Rows with 0 to 4 labels, rare ones among them. */
function unevenTable(rowCount: number): LabelMatrix {
  const frequencies = [2, 5, 20, 100];
  const rows = Array.from({ length: rowCount }, (_, row) =>
    frequencies.map((every, label) => ((row * 7 + label * 3) % every === 0 ? 1 : 0)),
  );
  return LabelMatrix.fromRows(rows);
}

const grouped = fc.integer({ min: 8, max: 60 }).chain((rowCount) =>
  fc.record({
    rows: fc.array(fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 3, maxLength: 3 }), {
      minLength: rowCount,
      maxLength: rowCount,
    }),
    groups: fc.array(fc.integer({ min: -3, max: 30 }), { minLength: rowCount, maxLength: rowCount }),
    seed: fc.integer(),
  }),
);

describe('stratifiedFolds', () => {
  it('spreads every label, the rare ones too', () => {
    const labels = unevenTable(1000);
    const folds = stratifiedFolds(labels, { foldCount: 5, seed: 11 });
    for (let fold = 0; fold < 5; fold++) {
      const part = labels.selectRows(rowsInFold(folds, fold));
      for (let label = 0; label < 4; label++) {
        expect(Math.abs(part.supportOf(label) - labels.supportOf(label) / 5)).toBeLessThanOrEqual(2);
      }
      expect(Math.abs(part.sampleCount - 200)).toBeLessThanOrEqual(3);
    }
  });

  it('puts a label with fewer rows than folds into as many folds as it has rows', () => {
    const labels = LabelMatrix.fromRows(Array.from({ length: 20 }, (_, row) => [row < 3 ? 1 : 0, 1]));
    const folds = stratifiedFolds(labels, { foldCount: 5, seed: 2 });
    expect(new Set(folds.slice(0, 3)).size).toBe(3);
    for (let fold = 0; fold < 5; fold++) expect(rowsInFold(folds, fold)).toHaveLength(4);
  });

  it('is the same for the same seed and another for another', () => {
    const labels = unevenTable(300);
    expect(stratifiedFolds(labels, { seed: 4 })).toEqual(stratifiedFolds(labels, { seed: 4 }));
    expect(stratifiedFolds(labels, { seed: 4 })).not.toEqual(stratifiedFolds(labels, { seed: 5 }));
  });

  it('never parts a group and leaves no fold empty', () => {
    fc.assert(
      fc.property(grouped, fc.integer({ min: 2, max: 4 }), ({ rows, groups, seed }, foldCount) => {
        fc.pre(new Set(groups).size >= foldCount);
        const folds = stratifiedFolds(LabelMatrix.fromRows(rows), { foldCount, seed, groups });
        const foldOf = new Map<number, number>();
        groups.forEach((group, row) => {
          expect(foldOf.get(group) ?? folds[row]).toBe(folds[row]);
          foldOf.set(group, folds[row]!);
        });
        expect(new Set(folds).size).toBe(foldCount);
      }),
    );
  });

  it('leaves no fold empty even where every label is too rare to reach it', () => {
    const labels = LabelMatrix.fromRows(
      Array.from({ length: 9 }, (_, row) => [0, 1, 2].map((label) => (row % 3 === label ? 1 : 0))),
    );
    const { train, valid, test } = trainValidTest(labels);
    expect([train.length, valid.length, test.length]).toEqual([7, 1, 1]);
  });

  it('works without any label', () => {
    const labels = new LabelMatrix(new LabelSet([]), 6, new Uint8Array(0));
    expect([...stratifiedFolds(labels, { foldCount: 3 })].sort()).toEqual([0, 0, 1, 1, 2, 2]);
  });

  it('refuses what cannot be done', () => {
    const labels = unevenTable(4);
    expect(codeOf(() => stratifiedFolds(labels))).toMatch(/invalid-option: .*asks for 5 parts.*only 4 rows/);
    expect(codeOf(() => stratifiedFolds(labels, { foldCount: 3, groups: [1, 1, 2, 2] }))).toMatch(
      /only 2 groups/,
    );
    expect(codeOf(() => stratifiedFolds(labels, { foldCount: 1 }))).toMatch(/at least 2; got 1/);
    expect(codeOf(() => stratifiedFolds(labels, { foldCount: 2, seed: 0.5 }))).toMatch(/invalid-option/);
    expect(codeOf(() => stratifiedFolds(labels, { foldCount: 2, groups: [1] }))).toMatch(/shape-mismatch/);
    expect(codeOf(() => stratifiedFolds(labels, { foldCount: 2, groups: [1, 2, Number.NaN, 4] }))).toMatch(
      /invalid-value: The group of row 2/,
    );
    expect(codeOf(() => stratifiedFolds(labels, { folds: 2 } as object))).toMatch(/no option "folds"/);
  });
});

describe('kFolds', () => {
  it('makes folds whose sizes differ by one row at most', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 200 }),
        fc.integer({ min: 2, max: 12 }),
        fc.nat(),
        (count, foldCount, seed) => {
          fc.pre(foldCount <= count);
          const folds = kFolds(count, { foldCount, seed });
          const sizes = Array.from({ length: foldCount }, (_, fold) => rowsInFold(folds, fold).length);
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('levels groups of unlike size', () => {
    const groups = [...Array(6).fill(0), ...Array(4).fill(1), 2, 2, 3, 4, 5, 6];
    const folds = kFolds(groups.length, { foldCount: 2, groups });
    expect(rowsInFold(folds, 0)).toHaveLength(8);
  });

  it('refuses a count that is none', () => {
    expect(codeOf(() => kFolds(Number.NaN))).toMatch(/invalid-value/);
    expect(codeOf(() => kFolds(3))).toMatch(/only 3 rows/);
  });
});

describe('rowsInFold and rowsOutsideFold', () => {
  it('part the rows', () => {
    const folds = Int32Array.of(0, 1, 0, 2);
    expect([...rowsInFold(folds, 0)]).toEqual([0, 2]);
    expect([...rowsOutsideFold(folds, 0)]).toEqual([1, 3]);
  });
});

describe('trainValidTest and stratifiedSplit', () => {
  it('give each part its proportion of the rows and of every label', () => {
    const labels = unevenTable(1000);
    const { train, valid, test } = trainValidTest(labels, {
      proportions: { train: 0.7, valid: 0.1, test: 0.2 },
    });
    expect([...train, ...valid, ...test].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 1000 }, (_, i) => i),
    );
    for (const [rows, share] of [
      [train, 0.7],
      [valid, 0.1],
      [test, 0.2],
    ] as const) {
      for (let label = 0; label < 4; label++) {
        const wanted = labels.supportOf(label) * share;
        expect(Math.abs(labels.selectRows(rows).supportOf(label) - wanted)).toBeLessThanOrEqual(2);
      }
    }
  });

  it('leave a part with proportion 0 empty', () => {
    const { train, valid, test } = trainValidTest(unevenTable(50), {
      proportions: { train: 0.8, test: 0.2 },
    });
    expect([train.length, valid.length, test.length]).toEqual([40, 0, 10]);
    expect(new Set(stratifiedSplit(unevenTable(50), { proportions: [0, 0.5, 0, 0.5] }))).toEqual(
      new Set([1, 3]),
    );
  });

  it('refuse proportions that do not add up, and more parts than rows', () => {
    const labels = unevenTable(2);
    expect(codeOf(() => trainValidTest(labels, { proportions: { train: 0.5 } }))).toMatch(/add up to 1/);
    expect(codeOf(() => stratifiedSplit(labels, { proportions: [1.5, -0.5] }))).toMatch(/at most 1; got 1.5/);
    expect(codeOf(() => stratifiedSplit(labels, { proportions: [] }))).toMatch(/invalid-option/);
    expect(codeOf(() => trainValidTest(labels))).toMatch(/asks for 3 parts, but there are only 2 rows/);
  });
});
