import { describe, expect, it } from 'vitest';
import type { SparseFeatures } from '../../features/Features.ts';
import { LabelMatrix } from '../../labels/LabelMatrix.ts';
import { csrFromDense } from '../../math/csrFromDense.ts';
import { SeededRandom } from '../../math/SeededRandom.ts';
import { createStrategy, restoreStrategy } from '../registry.ts';
import type { StateArray, Strategy, StrategyState } from '../Strategy.ts';
import type { FeedForwardOptions } from './FeedForwardOptions.ts';
import { feedForward, feedForwardDefaults, feedForwardKit } from './index.ts';

const code = (value: string) => expect.objectContaining({ code: value });
const random = new SeededRandom(11);
const rows = Array.from({ length: 240 }, () => [0, 0, 0, 0].map(() => random.float()));
const features: SparseFeatures = { kind: 'sparse', matrix: csrFromDense(rows) };
/** Either of two numbers is large, but not both: what no sum of features tells. */
const labels = LabelMatrix.fromRows(
  rows.map(([a, b, c]) => [a! > 0.5 !== b! > 0.5 ? 1 : 0, c! > 0.5 ? 1 : 0]),
);
const shape = { labels: labels.labels, featureCount: 4 };

async function fitted(options: FeedForwardOptions): Promise<Strategy> {
  const strategy = createStrategy(feedForward(options));
  await strategy.fit(features, labels, { seed: 5 });
  return strategy;
}

/** Share of the cells on the right side of 0. */
function accuracy(strategy: Strategy, label: number): number {
  const scores = strategy.scores(features).column(label);
  return scores.filter((score, row) => score > 0 === (labels.values[row * 2 + label] === 1)).length / 240;
}

const training = { epochs: 150, batchSize: 40, learningRate: 0.02, weightDecay: 0 } as const;

describe('feedForward', () => {
  it.each(['bce', 'focal', 'asymmetric'] as const)(
    'learns what no sum of features tells, by the loss %s',
    async (kind) => {
      const settings = { ...training, loss: { kind }, earlyStopping: 'off' } as const;
      const strategy = await fitted({ hidden: [24], dropout: 0, training: settings });
      expect(accuracy(strategy, 0)).toBeGreaterThan(0.85);
      expect(accuracy(strategy, 1)).toBeGreaterThan(0.85);
      const sums = await fitted({ hidden: [], dropout: 0, training: settings });
      expect(accuracy(sums, 0)).toBeLessThan(0.7);
    },
  );

  it('stops early, and keeps the best weights that it has seen', async () => {
    const earlyStopping = { share: 0.25, patience: 2, metric: 'loss' } as const;
    const steps: number[] = [];
    const strategy = createStrategy(
      feedForward({ hidden: [24], training: { ...training, learningRate: 0.3, earlyStopping } }),
    );
    await strategy.fit(features, labels, { seed: 5, onProgress: ({ done }) => steps.push(done) });
    expect(steps.length).toBeLessThan(training.epochs);
    expect(steps.at(-1)).toBe(training.epochs);
  });

  it('spreads when numbers are left out, the same for the same seed', async () => {
    const strategy = await fitted({ hidden: [8], dropout: 0.5, training: { epochs: 3 } });
    const one = strategy.sampledScores!(features, 1).values;
    expect(strategy.sampledScores!(features, 1).values).toEqual(one);
    expect(strategy.sampledScores!(features, 2).values).not.toEqual(one);
    expect(strategy.scores(features).values).not.toEqual(one);
  });

  it('is rounded, scores nearly alike, and is not rounded again', async () => {
    const strategy = await fitted({ hidden: [8], training: { epochs: 3 } });
    const exact = strategy.scores(features).values;
    const sizeOf = ({ arrays }: StrategyState) => arrays.components!.byteLength;
    for (const [precision, bytes, error] of [
      ['float32', 64, 0],
      ['float16', 32, 0.003],
      ['int8', 16, 0.03],
      ['int4', 16, 0.03],
    ] as const) {
      const state = strategy.roundedState!(precision);
      expect(sizeOf(state)).toBe(bytes);
      const opened = restoreStrategy(state, shape, [feedForwardKit]);
      opened.scores(features).values.forEach((score, i) => {
        expect(Math.abs(score - exact[i]!)).toBeLessThanOrEqual(error);
      });
      expect(opened.state()).toEqual(state);
      if (precision !== 'float32') expect(opened.roundedState!('int8')).toEqual(state);
    }
    const { arrays, ...rest } = strategy.roundedState!('int8');
    for (const bad of [arrays.componentScales!.slice(1), Float32Array.of(1, 2, Number.NaN, 3)]) {
      const state = { ...rest, arrays: { ...arrays, componentScales: bad } };
      expect(() => restoreStrategy(state, shape, [feedForwardKit])).toThrow(code('invalid-model'));
    }
  });

  it('tells how its epochs went, after opening too', async () => {
    const settings = { ...training, epochs: 12, earlyStopping: 'off' } as const;
    const strategy = await fitted({ hidden: [8], dropout: 0, training: settings });
    expect(strategy.epochs!.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
    expect(strategy.epochs![11]!.loss).toBeLessThan(strategy.epochs![0]!.loss);
    expect(strategy.epochs![0]).not.toHaveProperty('validLoss');
    expect(restoreStrategy(strategy.state(), shape, [feedForwardKit]).epochs).toEqual(strategy.epochs);
    const judged = await fitted({ hidden: [8], training: { epochs: 3 } });
    for (const { validMicroF1 } of judged.epochs!) expect(validMicroF1).toBeGreaterThanOrEqual(0);
    // Models of former versions do not tell.
    const { arrays, ...rest } = strategy.state();
    const { epochs, ...former } = arrays;
    expect(restoreStrategy({ ...rest, arrays: former }, shape, [feedForwardKit]).epochs).toEqual([]);
  });

  it('refuses bad options', () => {
    const bad: unknown[] = [
      ...[{ hidden: 3 }, { hidden: [0] }, { dropout: 1 }, { svd: { dimensions: 0 } }, { width: 3 }],
      ...[
        { training: { epochs: 0 } },
        { training: { loss: { kind: 'hinge' } } },
        { training: { layers: 1 } },
      ],
      ...[{ training: { earlyStopping: { share: 0 } } }, { training: { precision: 'float16' } }],
      { hasLinearPath: 1 },
    ];
    for (const options of bad) {
      expect(() => feedForward(options as FeedForwardOptions)).toThrow(code('invalid-option'));
    }
    expect(feedForward({ svd: { powerIterations: 1 } }).svd).toEqual({
      ...{ dimensions: 512, powerIterations: 1, oversampling: 10 },
    });
    expect(JSON.parse(JSON.stringify(feedForward()))).toEqual({ id: 'feed-forward', ...feedForwardDefaults });
  });

  it('refuses a malformed state', async () => {
    const state = (await fitted({ hidden: [3], training: { epochs: 1 } })).state();
    const open = (arrays: Record<string, StateArray>) =>
      restoreStrategy({ ...state, arrays: { ...state.arrays, ...arrays } }, shape, [feedForwardKit]);
    expect(open({}).state()).toEqual(state);
    const { epochs, ...weights } = state.arrays;
    for (const bad of [epochs!.slice(1), epochs!.slice().fill(Number.NaN), epochs!.slice().fill(-2)])
      expect(() => open({ epochs: bad })).toThrow(code('invalid-model'));
    for (const [name, array] of Object.entries(weights)) {
      for (const bad of [
        array.slice(1),
        array.slice(0, 0),
        array.slice().fill(Number.NaN),
        array.slice().fill(3e38),
      ]) {
        expect(() => open({ [name]: bad })).toThrow(code('invalid-model'));
      }
    }
    expect(() => restoreStrategy(state, shape)).toThrow(code('unsupported-model'));
  });
});
