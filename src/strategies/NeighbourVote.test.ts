import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Features } from '../features/Features.ts';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import { numberedLabels } from '../labels/numberedLabels.ts';
import { csrFromDense } from '../math/csrFromDense.ts';
import { NeighbourVote } from './NeighbourVote.ts';
import { type NeighbourVoteOptions, neighbourVote } from './NeighbourVoteOptions.ts';
import { packBits, unpackBits } from './packBits.ts';
import { restoreStrategy } from './registry.ts';
import type { StrategyState } from './Strategy.ts';

const code = (value: string) => expect.objectContaining({ code: value });
const featuresOf = (rows: number[][]): Features => ({ kind: 'sparse', matrix: csrFromDense(rows) });

async function fitted(rows: number[][], labels: LabelMatrix, options: NeighbourVoteOptions, context = {}) {
  const strategy = new NeighbourVote(neighbourVote(options));
  await strategy.fit(featuresOf(rows), labels, { seed: 0, ...context });
  return strategy;
}

const rows = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 1, 0],
  [0, 0, 1],
];
const labels = LabelMatrix.fromRows([
  [1, 0],
  [0, 1],
  [1, 1],
  [0, 0],
]);
const query = featuresOf([[3, 4, 0]]);

describe('NeighbourVote', () => {
  it('gives the share of the neighbours that have each label', async () => {
    const scores = (await fitted(rows, labels, { k: 3, weighting: 'uniform' })).scores(query).values;
    expect([...scores]).toEqual([2 / 3, 2 / 3]);
  });

  it('counts neighbours by their similarity', async () => {
    const scores = (await fitted(rows, labels, { k: 4 })).scores(query).values;
    expect(scores[0]).toBeCloseTo((0.6 + 0.8) / 2.2, 7);
    expect(scores[1]).toBeCloseTo(1.6 / 2.2, 7);
  });

  it('gives the share of all rows where no neighbour has a vote', async () => {
    const nothing = featuresOf([[0, 0, 0]]);
    expect([...(await fitted(rows, labels, { k: 2 })).scores(nothing).values]).toEqual([0.5, 0.5]);
    const known = Uint8Array.of(0, 0, 0, 1);
    const masked = new LabelMatrix(numberedLabels(1), 4, Uint8Array.of(1, 1, 1, 1), known);
    expect([...(await fitted(rows, masked, { k: 3 })).scores(query).values]).toEqual([1]);
  });

  it('lets no neighbour vote on a label of which it is unknown', async () => {
    const masked = new LabelMatrix(
      numberedLabels(1),
      4,
      Uint8Array.of(0, 1, 1, 0),
      Uint8Array.of(1, 0, 1, 1),
    );
    const strategy = await fitted(rows, masked, { k: 3, weighting: 'uniform' });
    expect([...strategy.scores(query).values]).toEqual([0.5]);
  });

  it('does not leave the row out that equals the query, since a query is no row', async () => {
    const strategy = await fitted(rows, labels, { k: 1 });
    expect([...strategy.neighboursOf(featuresOf(rows))[3]!.rows]).toEqual([3]);
  });

  it('takes all rows when there are fewer than k', async () => {
    const strategy = await fitted(rows, labels, { k: 50, weighting: 'uniform' });
    expect([...strategy.scores(query).values]).toEqual([0.5, 0.5]);
  });

  it.each([{ k: 0 }, { k: Number.NaN }, { weighting: 'none' }, { smoothing: 1 }])('refuses %o', (options) => {
    expect(() => neighbourVote(options as never)).toThrow(code('invalid-option'));
  });

  it('refuses weights that are no weights', async () => {
    for (const bad of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      const sampleWeights = Float64Array.of(1, 1, 1, bad);
      await expect(fitted(rows, labels, {}, { sampleWeights })).rejects.toMatchObject({
        code: 'invalid-value',
      });
    }
  });
});

describe('a saved NeighbourVote', () => {
  const known = Uint8Array.of(1, 1, 1, 0, 1, 1, 1, 1);
  const shape = { labels: labels.labels, featureCount: 3 };
  const saved = async (): Promise<StrategyState> => {
    const masked = new LabelMatrix(labels.labels, 4, labels.values, known);
    const sampleWeights = Float64Array.of(1, 2, 0, 0.5);
    return structuredClone((await fitted(rows, masked, { k: 2 }, { sampleWeights })).state());
  };

  it('holds numbers alone, four bytes a value and a bit a label', async () => {
    const { arrays } = await saved();
    expect(arrays).toMatchObject({
      rowOffsets: Int32Array.of(0, 1, 2, 3, 4),
      columns: Int32Array.of(0, 1, 1, 2),
      values: Float32Array.of(1, 1, 1, 1),
      labelBits: Uint8Array.of(0b00110001),
      knownBits: Uint8Array.of(0b11110111),
      rowWeights: Float64Array.of(1, 2, 0, 0.5),
    });
  });

  it('answers as before', async () => {
    const state = await saved();
    const strategy = restoreStrategy(state, shape);
    expect(strategy).toBeInstanceOf(NeighbourVote);
    expect(strategy.state()).toEqual(state);
  });

  it.each([
    ['settings of another strategy', { settings: { k: 2, smoothing: 1 } }, {}],
    ['no rows', {}, { rowOffsets: undefined }],
    ['no row offset at all', {}, { rowOffsets: new Int32Array(0) }],
    ['offsets that descend', {}, { rowOffsets: Int32Array.of(0, 2, 1, 3, 4) }],
    ['offsets that start late', {}, { rowOffsets: Int32Array.of(1, 1, 2, 3, 4) }],
    ['offsets beyond the entries', {}, { rowOffsets: Int32Array.of(0, 1, 2, 3, 9) }],
    ['a negative end', {}, { rowOffsets: Int32Array.of(0, 1, 2, 3, -1) }],
    ['a column beyond the features', {}, { columns: Int32Array.of(0, 1, 1, 3) }],
    ['a negative column', {}, { columns: Int32Array.of(0, 1, 1, -3) }],
    ['too few values', {}, { values: new Float32Array(3) }],
    ['a value that is no number', {}, { values: Float32Array.of(1, 1, 1, Number.NaN) }],
    ['too few labels', {}, { labelBits: new Uint8Array(0) }],
    ['a label that is unknown', {}, { labelBits: Uint8Array.of(0b00111001) }],
    ['a negative weight', {}, { rowWeights: Float64Array.of(1, 1, 1, -1) }],
    ['too few weights', {}, { rowWeights: Float64Array.of(1) }],
    ['no priors', {}, { priors: undefined }],
    ['a prior above 1', {}, { priors: Float64Array.of(0, 1.1) }],
  ] as [string, Partial<StrategyState>, Record<string, unknown>][])(
    'is refused with %s',
    async (_, state, arrays) => {
      const good = await saved();
      const damaged = { ...good, ...state, arrays: { ...good.arrays, ...arrays } } as StrategyState;
      expect(() => restoreStrategy(damaged, shape)).toThrow(code('invalid-model'));
    },
  );
});

describe('packBits', () => {
  it('is undone by unpackBits', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1)), (cells) => {
        const bits = packBits(Uint8Array.from(cells));
        expect(bits).toHaveLength(Math.ceil(cells.length / 8));
        expect([...unpackBits(bits, cells.length)]).toEqual(cells);
      }),
    );
  });

  it('keeps titles only when it was asked to, one a row', async () => {
    const titles = ['a', undefined, null, 'half \udc4d'];
    const ballot = async (options: NeighbourVoteOptions, context = {}) =>
      (await fitted(rows, labels, options, context)).ballotOf(query, 0);
    expect((await ballot({}, { titles })).titles).toBeUndefined();
    expect((await ballot({ storesTitles: true })).titles).toEqual(['', '', '', '']);
    expect((await ballot({ storesTitles: true }, { titles })).titles).toEqual(['a', '', '', 'half \ufffd']);
    const short = fitted(rows, labels, { storesTitles: true }, { titles: ['a'] });
    await expect(short).rejects.toThrow(code('shape-mismatch'));
    expect(() => neighbourVote({ storesTitles: 1 as never })).toThrow(code('invalid-option'));
  });
});
