import { describe, expect, it } from 'vitest';
import { fitTokenFeatures } from '../../features/fitTokenFeatures.ts';
import { tokens } from '../../features/TokenOptions.ts';
import { LabelMatrix } from '../../labels/LabelMatrix.ts';
import { createStrategy, restoreStrategy } from '../registry.ts';
import type { StrategyState } from '../Strategy.ts';
import { attention, attentionKit } from './attention.ts';

const code = (value: string) => expect.objectContaining({ code: value });
const movies = Array.from({ length: 40 }, (_, i) => ({
  plot: i % 2 === 0 ? `a killer hides number${i % 7}` : `a baker falls in love number${i % 5}`,
}));
const truth = LabelMatrix.fromNames(movies.map((_, i) => (i % 2 === 0 ? ['Thriller'] : ['Romance'])));
const extractor = fitTokenFeatures(movies, tokens({ unit: 'wordPiece', vocabularySize: 60 }));
const features = extractor.transform(movies);
const shape = { labels: truth.labels, featureCount: extractor.columnCount };

async function fittedState(options = {}): Promise<StrategyState> {
  const settings = attention({
    width: 8,
    layers: 1,
    training: { epochs: 3, earlyStopping: 'off' },
    ...options,
  });
  const strategy = createStrategy(settings);
  await strategy.fit(features, truth, { seed: 1 });
  return strategy.state();
}

describe('attention', () => {
  it('sets what depends on other options', () => {
    expect(attention()).toMatchObject({ width: 64, layers: 0, hasPlaces: false, feedForwardWidth: 128 });
    expect(attention({ width: 32, layers: 2 })).toMatchObject({ hasPlaces: true, poolingWidth: 32 });
    expect(Object.keys(attention())).not.toContain('kit');
    expect(attention().kit).toBe(attentionKit);
  });

  it('is made anew from what it says', () => {
    const { id, ...options } = attention({
      labelGraph: { size: 8 },
      training: { loss: { kind: 'asymmetric' }, earlyStopping: { patience: 5 } },
    });
    expect(attention(JSON.parse(JSON.stringify(options)))).toEqual({ id, ...options });
  });

  it.each([
    { width: 0 },
    { layers: 1, width: 10, heads: 4 },
    { heads: 2.5 },
    { dropout: 1 },
    { hidden: [0] },
    { hidden: 128 },
    { labelGraph: true },
    { activation: 'swish' },
    { training: { epochs: 0 } },
    { training: { loss: { kind: 'hinge' } } },
    { training: { earlyStopping: { share: 0.9 } } },
    { training: { schedule: 'step' } },
    { training: { momentum: 1 } },
    { training: { titleDropout: 0.6 } },
    { depth: 2 },
    7,
  ])('refuses %o', (options) => {
    expect(() => attention(options as never)).toThrow(code('invalid-option'));
  });

  it('tells two kinds of plots apart, with word pieces and six layers too', async () => {
    for (const layers of [0, 6]) {
      const training = { epochs: 12, batchSize: 8, learningRate: 0.01, earlyStopping: 'off' } as const;
      const strategy = createStrategy(attention({ width: 8, layers, training, dropout: 0.1 }));
      await strategy.fit(features, truth, { seed: 2 });
      const { values } = strategy.scores(
        extractor.transform([{ plot: 'The killer hides' }, { plot: 'A baker in love' }]),
      );
      const [romanceOfKillers, thrillerOfKillers, romanceOfLove, thrillerOfLove] = values;
      expect(thrillerOfKillers).toBeGreaterThan(romanceOfKillers!);
      expect(romanceOfLove).toBeGreaterThan(thrillerOfLove!);
    }
  });

  it('corrects for sources that it is told of, and predicts with the one that weighs most', async () => {
    const strategy = createStrategy(attention({ width: 8, hasDomains: true, training: { epochs: 2 } }));
    const sources = Int32Array.from(movies, (_, row) => (row < 10 ? 3 : row < 30 ? 1 : -1));
    await strategy.fit(features, truth, { seed: 1, sources });
    expect(strategy.state().arrays.domains).toEqual(Int32Array.of(2, 0));
    const heavy = Float64Array.from(sources, (source) => (source === 3 ? 5 : 0));
    await strategy.fit(features, truth, { seed: 1, sources, sampleWeights: heavy });
    expect(strategy.state().arrays.domains).toEqual(Int32Array.of(1, 0));
  });

  it.each([{ sources: new Int32Array(39) }, { initialEmbedding: new Float32Array(8) }])(
    'refuses %o of another size',
    async (extra) => {
      const strategy = createStrategy(attention({ width: 8 }));
      await expect(strategy.fit(features, truth, { seed: 1, ...extra })).rejects.toThrow(
        code('shape-mismatch'),
      );
    },
  );

  it('needs its kit to be restored', async () => {
    const state = await fittedState();
    expect(() => restoreStrategy(state, shape)).toThrow(code('unsupported-model'));
    const restored = restoreStrategy(state, shape, [attentionKit]);
    expect(restored.state()).toEqual(state);
  });

  it.each<[string, Partial<StrategyState>]>([
    ['settings of something else', { settings: { k: 5 } }],
    ['a width that does not fit', { settings: { ...attention({ width: 12 }) } }],
    ['no arrays', { arrays: {} }],
  ])('refuses a state with %s', async (_, damage) => {
    const state = await fittedState();
    expect(() => restoreStrategy({ ...state, ...damage }, shape, [attentionKit])).toThrow(
      code('invalid-model'),
    );
  });

  it.each<[string, StrategyState['arrays'][string] | undefined]>([
    ['embedding', new Float32Array(3)],
    ['dense', undefined],
    ['domains', Int32Array.of(2, 2)],
    ['domains', Int32Array.of(1000, 0)],
    ['links', new Float64Array(1)],
  ])('refuses a state with bad %s', async (name, array) => {
    const state = await fittedState({ labelGraph: { size: 4 } });
    const arrays = { ...state.arrays, [name]: array } as StrategyState['arrays'];
    expect(() => restoreStrategy({ ...state, arrays }, shape, [attentionKit])).toThrow(code('invalid-model'));
  });
});

describe('attentionKit', () => {
  it('takes tokens for features, and nothing else', () => {
    expect(attentionKit.checkFeatures(undefined)).toEqual(tokens());
    expect(attentionKit.checkFeatures(tokens({ minFrequency: 3 }))).toEqual(tokens({ minFrequency: 3 }));
    expect(() => attentionKit.checkFeatures(Object.freeze({ kind: 'tfidf' }))).toThrow(
      code('invalid-option'),
    );
    expect(() => attentionKit.checkFeatures(null)).toThrow(code('invalid-option'));
  });

  it('fits and restores features', async () => {
    const fitted = await attentionKit.fitFeatures(movies, tokens(), ['plot']);
    expect(fitted.fields).toEqual(['plot']);
    const restored = attentionKit.restoreFeatures(extractor.state());
    expect(restored.transform(movies)).toEqual(features);
  });
});
