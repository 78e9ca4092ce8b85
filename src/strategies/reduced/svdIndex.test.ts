import { describe, expect, it } from 'vitest';
import type { Features } from '../../features/Features.ts';
import { LabelMatrix } from '../../labels/LabelMatrix.ts';
import { csrFromDense } from '../../math/csrFromDense.ts';
import { MlKnn } from '../MlKnn.ts';
import { mlKnn } from '../MlKnnOptions.ts';
import { neighbourVote } from '../NeighbourVoteOptions.ts';
import { restoreStrategy } from '../registry.ts';
import type { StateArray, StrategyState } from '../Strategy.ts';
import { svdIndex } from './svdIndex.ts';
import { svdKits } from './svdKits.ts';

const code = (value: string) => expect.objectContaining({ code: value });
const rows = Array.from({ length: 20 }, (_, i) => [i % 2, 1 - (i % 2), i % 3, i % 5, 1]);
const features: Features = { kind: 'sparse', matrix: csrFromDense(rows) };
const labels = LabelMatrix.fromRows(rows.map(([first, second]) => [first!, second!]));
const shape = { labels: labels.labels, featureCount: 5 };

async function fitted(dimensions: number): Promise<MlKnn> {
  const strategy = new MlKnn(mlKnn({ k: 4, index: svdIndex({ dimensions }) }));
  await strategy.fit(features, labels, { seed: 1, sampleWeights: new Float64Array(20).fill(1) });
  return strategy;
}

describe('svdIndex', () => {
  it('finds the neighbours that rows as they are have, when it keeps all dimensions', async () => {
    const sparse = new MlKnn(mlKnn({ k: 4 }));
    await sparse.fit(features, labels, { seed: 1 });
    const reduced = (await fitted(5)).neighboursOf(features);
    sparse.neighboursOf(features).forEach(({ similarities }, row) => {
      similarities.forEach((similarity, i) => {
        expect(reduced[row]!.similarities[i]).toBeCloseTo(similarity, 5);
      });
    });
  });

  it('shows its options and hides its code', async () => {
    const settings = mlKnn({ index: svdIndex({ dimensions: 7 }) });
    expect(JSON.parse(JSON.stringify(settings)).index).toEqual({
      ...{ kind: 'svd', dimensions: 7, powerIterations: 2, oversampling: 10 },
    });
  });

  it('refuses an index that nobody made, and bad options', () => {
    for (const index of ['dense', null, 3, { kind: 'svd', dimensions: 4 }]) {
      expect(() => mlKnn({ index: index as 'sparse' })).toThrow(code('invalid-option'));
      expect(() => neighbourVote({ index: index as 'sparse' })).toThrow(code('invalid-option'));
    }
    expect(() => svdIndex({ dimensions: 0 })).toThrow(code('invalid-option'));
  });

  it('says what opens a saved model', async () => {
    const state = JSON.parse(JSON.stringify((await fitted(3)).state().settings));
    const saved = { ...(await fitted(3)).state(), settings: state };
    expect(() => restoreStrategy(saved, shape)).toThrow(code('unsupported-model'));
    expect(() => restoreStrategy(saved, shape)).toThrow('svdKits');
    expect(restoreStrategy(saved, shape, svdKits).state()).toEqual((await fitted(3)).state());
  });

  it('refuses a malformed state or answers in numbers', async () => {
    const state = (await fitted(3)).state();
    const { id } = state;
    const open = (changed: Partial<StrategyState>) =>
      restoreStrategy({ ...state, ...changed }, shape, svdKits);
    for (const index of [
      { kind: 'svd', dimensions: 2 },
      { kind: 'svd', dimensions: 'x' },
      { kind: 'svd', a: 1 },
    ]) {
      expect(() => open({ settings: { k: 4, index } })).toThrow(code('invalid-model'));
    }
    expect(() => open({ settings: { k: 4, index: 'sparse' } })).toThrow(code('invalid-model'));
    const ways: ((array: StateArray) => StateArray | undefined)[] = [
      () => undefined,
      (array) => array.slice(0, 0),
      (array) => array.slice(1),
      (array) => array.slice().fill(Number.NaN),
      (array) => array.slice().fill(-1),
      (array) => array.slice().fill(3.4e38),
      () => new Uint8Array(3),
    ];
    for (const [name, array] of Object.entries(state.arrays)) {
      for (const way of ways) {
        const { [name]: _, ...others } = state.arrays;
        const changed = way(array);
        try {
          const opened = open({
            id,
            arrays: changed === undefined ? others : { ...others, [name]: changed },
          });
          expect(opened.scores(features).values.every((score) => score >= 0 && score <= 1)).toBe(true);
        } catch (error) {
          expect(error).toMatchObject({ code: 'invalid-model' });
        }
      }
    }
  });
});
