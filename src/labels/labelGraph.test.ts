import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caught } from '../testing/caught.ts';
import { buildLabelGraph } from './buildLabelGraph.ts';
import { checkPairCounts } from './checkPairCounts.ts';
import { LabelMatrix } from './LabelMatrix.ts';
import { LabelSet } from './LabelSet.ts';
import { countPairs, type PairCounts } from './PairCounts.ts';

const labels = new LabelSet(['Action', 'Comedy', 'Drama', 'War']);

/** Rows of cells: 1 = has it, 0 = has it not, undefined = unknown. */
type Rows = readonly (readonly (0 | 1 | undefined)[])[];

const matrixOf = (rows: Rows): LabelMatrix =>
  new LabelMatrix(
    labels,
    rows.length,
    Uint8Array.from(rows.flat(), (cell) => cell ?? 0),
    rows.flat().includes(undefined)
      ? Uint8Array.from(rows.flat(), (cell) => (cell === undefined ? 0 : 1))
      : undefined,
  );

const anyRows = (...cells: (0 | 1 | undefined)[]) =>
  fc.array(fc.tuple(...labels.names.map(() => fc.constantFrom(...cells))), { maxLength: 40 });

describe('pair counts', () => {
  it.each([
    ['with all cells known', anyRows(0, 1)],
    ['with unknown cells', anyRows(0, 1, undefined)],
  ])('are those of counting by hand, %s', (_, anyTable) => {
    fc.assert(
      fc.property(anyTable, (rows) => {
        const counts = countPairs(matrixOf(rows));
        const count = (test: (row: Rows[number]) => boolean) => rows.filter(test).length;
        for (let a = 0; a < labels.size; a++) {
          for (let b = 0; b < labels.size; b++) {
            const cell = a * labels.size + b;
            expect(counts.together[cell]).toBe(count((row) => row[a] === 1 && row[b] === 1));
            expect(counts.present[cell]).toBe(count((row) => row[a] === 1 && row[b] !== undefined));
            expect(counts.known[cell]).toBe(count((row) => row[a] !== undefined && row[b] !== undefined));
          }
        }
        checkPairCounts(counts, labels.size);
      }),
    );
  });

  it.each<[string, (counts: PairCounts) => PairCounts]>([
    ['a pair counted in one direction', (counts) => ({ ...counts, together: spoilt(counts.together, 1) })],
    ['more together than there are', (counts) => ({ ...counts, present: new Uint32Array(16) })],
    ['more present than known', (counts) => ({ ...counts, known: new Uint32Array(16).fill(3) })],
  ])('are refused with %s', async (_, spoil) => {
    const counts = countPairs(
      matrixOf([
        [1, 1, 0, 0],
        [1, 0, 1, 0],
        [0, 1, 1, 1],
        [1, 0, 0, 1],
      ]),
    );
    const error = await caught(() => checkPairCounts(spoil(counts), labels.size));
    expect(error.code).toBe('invalid-model');
    expect(error.message).toMatch(/saved pair counts are damaged/);
  });
});

function spoilt(table: Uint32Array, cell: number): Uint32Array {
  const copy = table.slice();
  copy[cell]!++;
  return copy;
}

describe('the label graph', () => {
  // 40 rows: War (20) always brings Drama (30); Action (20) and War never meet; Comedy is unknown in half.
  const rows: Rows = [
    ...Array.from({ length: 20 }, () => [0, undefined, 1, 1] as const),
    ...Array.from({ length: 10 }, () => [1, 1, 1, 0] as const),
    ...Array.from({ length: 10 }, () => [1, 0, 0, 0] as const),
  ];
  const graph = buildLabelGraph(labels, countPairs(matrixOf(rows)));
  const pair = (a: string, b: string) => graph.pairs.find((one) => one.a === a && one.b === b);

  it('states counts, probabilities and lift, each on the samples of which both labels are known', () => {
    expect(graph.labels).toEqual([
      { label: 'Action', support: 20, knownCount: 40 },
      { label: 'Comedy', support: 10, knownCount: 20 },
      { label: 'Drama', support: 30, knownCount: 40 },
      { label: 'War', support: 20, knownCount: 40 },
    ]);
    expect(pair('Drama', 'War')).toEqual({
      a: 'Drama',
      b: 'War',
      support: 20,
      supportOfA: 30,
      supportOfB: 20,
      knownCount: 40,
      expected: 15,
      lift: 20 / 15,
      probabilityOfB: 20 / 30,
      probabilityOfA: 1,
    });
    expect(pair('Comedy', 'Drama')).toMatchObject({ support: 10, supportOfB: 10, knownCount: 20, lift: 2 });
  });

  it('says nothing of pairs that too few samples could show', () => {
    expect(pair('Comedy', 'War')).toBeUndefined(); // of no War is Comedy known
    expect(buildLabelGraph(labels, countPairs(matrixOf(rows)), { minSupport: 21 }).pairs).toEqual([]);
  });

  it('finds implications that are sure enough, and above chance', () => {
    expect(graph.implications.map(({ from, to, probability }) => [from, to, probability])).toEqual([
      ['Comedy', 'Action', 1],
      ['Comedy', 'Drama', 1],
      ['Drama', 'Comedy', 1],
      ['War', 'Drama', 1],
      ['Drama', 'War', 20 / 30],
      ['Action', 'Comedy', 0.5],
    ]);
    const { from, baseProbability, lift, support, supportOfFrom } = graph.implications.at(3)!;
    expect([from, baseProbability, lift, support, supportOfFrom]).toEqual(['War', 0.75, 4 / 3, 20, 20]);
    const below = buildLabelGraph(labels, countPairs(matrixOf(rows)), { minLift: 0 }).implications;
    expect(below.map(({ from: one, to }) => `${one} ${to}`)).toContain('Action Drama');
  });

  it('finds pairs that chance would bring together and that do not meet', () => {
    expect(graph.contradictions).toEqual([expect.objectContaining({ a: 'Action', b: 'War', expected: 10 })]);
    expect(buildLabelGraph(labels, countPairs(matrixOf(rows)), { minExpected: 11 }).contradictions).toEqual(
      [],
    );
  });

  it('is plain data', () => {
    expect(JSON.parse(JSON.stringify(graph))).toEqual(graph);
  });

  it('holds together for any samples', () => {
    fc.assert(
      fc.property(anyRows(0, 1, undefined), (table) => {
        const { pairs } = buildLabelGraph(labels, countPairs(matrixOf(table)), { minSupport: 1 });
        for (const { support, supportOfA, supportOfB, knownCount, ...one } of pairs) {
          expect(one.probabilityOfB * supportOfA).toBeCloseTo(support, 9);
          expect(one.probabilityOfA * supportOfB).toBeCloseTo(support, 9);
          expect(one.expected * knownCount).toBeCloseTo(supportOfA * supportOfB, 9);
          expect(one.lift * one.expected).toBeCloseTo(support, 9);
        }
      }),
    );
  });

  it.each<[string, unknown, RegExp]>([
    ['an unknown option', { support: 3 }, /labelGraph has no option "support"/],
    ['a support of 0', { minSupport: 0 }, /labelGraph\.minSupport must be a whole number at least 1; got 0/],
    ['a probability above 1', { minProbability: 2 }, /minProbability must be .* at most 1; got 2/],
    ['a lift below 0', { minLift: -1 }, /minLift must be .* at least 0; got -1/],
    ['an expectation of 0', { minExpected: 0 }, /minExpected must be .* above 0; got 0/],
    ['a lift that is none', { maxLift: 'x' }, /maxLift must be a finite number/],
  ])('refuses %s', async (_, options, message) => {
    const error = await caught(() => buildLabelGraph(labels, countPairs(matrixOf(rows)), options as never));
    expect([error.code, message.test(error.message)]).toEqual(['invalid-option', true]);
  });
});
