import { beforeAll, describe, expect, it } from 'vitest';
import { fitTokenFeatures } from '../../features/fitTokenFeatures.ts';
import { tokens } from '../../features/TokenOptions.ts';
import { LabelMatrix } from '../../labels/LabelMatrix.ts';
import { createStrategy, restoreStrategy } from '../registry.ts';
import type { Strategy, StrategyState } from '../Strategy.ts';
import { attention, attentionKit } from './attention.ts';

const movies = Array.from({ length: 40 }, (_, i) => ({
  plot: i % 2 === 0 ? `a killer hides number${i % 7}` : `a baker falls in love number${i % 5}`,
}));
const truth = LabelMatrix.fromNames(movies.map((_, i) => (i % 2 === 0 ? ['Thriller'] : ['Romance'])));
const extractor = fitTokenFeatures(movies, tokens());
const features = extractor.transform(movies);
const shape = { labels: truth.labels, featureCount: extractor.columnCount };
const restore = (state: StrategyState) => restoreStrategy(state, shape, [attentionKit]);

describe('the rounded weights of attention', () => {
  let fitted: Strategy;
  beforeAll(async () => {
    const training = { epochs: 3, earlyStopping: 'off' } as const;
    fitted = createStrategy(
      attention({ width: 9, hidden: [6], queries: 2, labelGraph: { size: 4 }, training }),
    );
    await fitted.fit(features, truth, { seed: 1 });
  });

  it.each([
    ['float32', 0],
    ['float16', 0.005],
    ['int8', 0.05],
    ['int4', 0.5],
  ] as const)('score nearly the same: %s', (precision, tolerance) => {
    const before = fitted.scores(features).values;
    const restored = restore(fitted.roundedState!(precision));
    const { values } = restored.scores(features);
    values.forEach((value, i) => {
      expect(Math.abs(value - before[i]!)).toBeLessThanOrEqual(tolerance);
    });
    // Saved again, even with less precision, nothing changes.
    expect(restored.roundedState!(precision === 'float32' ? precision : 'int4')).toEqual(
      fitted.roundedState!(precision),
    );
    expect(restored.scores(extractor.transform([movies[3]!])).values).toEqual(values.subarray(6, 8));
  });

  it('take an eighth of the room, and what is not large stays as it is', () => {
    const { arrays } = fitted.roundedState!('int4');
    const rows = extractor.columnCount;
    expect(arrays.embedding).toBeInstanceOf(Uint8Array);
    expect(arrays.embedding).toHaveLength(rows * 5);
    expect(arrays.embeddingScales).toHaveLength(rows);
    expect(arrays.vectors).toBeInstanceOf(Float32Array);
  });

  it('are not made of weights of double precision', async () => {
    const exact = createStrategy(attention({ width: 4, training: { epochs: 1, precision: 'float64' } }));
    await exact.fit(features, truth, { seed: 1 });
    expect(exact.roundedState!('int8')).toEqual(exact.state());
  });

  const halves = (length: number, bits: number) => new Uint16Array(length).fill(bits);
  it.each<[string, 'float16' | 'int8' | 'int4', (array: StrategyState['arrays'][string]) => unknown]>([
    ['embedding', 'int4', (array) => array.subarray(1)],
    ['embedding', 'int8', (array) => array.subarray(1)],
    ['embedding', 'int4', () => Int32Array.of(1)],
    ['embedding', 'float16', ({ length }) => halves(length, 0x7c00)],
    ['embeddingScales', 'int4', () => undefined],
    ['embeddingScales', 'int8', ({ length }) => new Float32Array(length)],
    ['embeddingScales', 'int4', ({ length }) => halves(length, 0x7e00)],
    ['embeddingScales', 'int8', ({ length }) => halves(length, 0x7bff)],
    ['dense', 'int8', (array) => array.subarray(1)],
    ['dense', 'float16', ({ length }) => halves(length, 0xfc00)],
    ['denseScales', 'int8', () => undefined],
    ['denseScales', 'int4', ({ length }) => halves(length, 0x7bff)],
    ['vectors', 'int8', (array) => array.subarray(1)],
    ['vectors', 'int4', ({ length }) => new Float32Array(length).fill(Number.NaN)],
  ])('are refused with bad %s of %s', (name, precision, damage) => {
    const state = fitted.roundedState!(precision);
    const arrays = { ...state.arrays, [name]: damage(state.arrays[name]!) } as StrategyState['arrays'];
    expect(() => restore({ ...state, arrays })).toThrow(expect.objectContaining({ code: 'invalid-model' }));
  });
});
