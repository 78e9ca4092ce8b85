import { describe, expect, it } from 'vitest';
import { numberedLabels } from '../labels/numberedLabels.ts';
import { linearSvm } from '../learners/linearSvm.ts';
import { BinaryRelevance, binaryRelevance } from './BinaryRelevance.ts';
import { createStrategy, restoreStrategy } from './registry.ts';
import type { StrategyState } from './Strategy.ts';

const code = (value: string) => expect.objectContaining({ code: value });
const shape = { labels: numberedLabels(2), featureCount: 1 };
const state: StrategyState = {
  id: 'binary-relevance',
  settings: { learner: linearSvm({ c: 0.2 }) },
  arrays: { weights: Float32Array.of(1, 2), biases: Float64Array.of(3, 4) },
};

describe('createStrategy', () => {
  it('makes a strategy that holds its settings and is not fitted', () => {
    const settings = binaryRelevance({ learner: linearSvm({ c: 0.3 }) });
    const strategy = createStrategy(settings);
    expect(strategy).toMatchObject({ id: settings.id, settings });
    expect(() => strategy.state()).toThrow(code('not-fitted'));
  });

  it.each(['telepathy', 'constructor', undefined])('refuses settings with the id %o', (id) => {
    const settings = Object.freeze({ ...binaryRelevance(), id }) as never;
    expect(() => createStrategy(settings)).toThrow(code('invalid-option'));
  });
});

describe('binaryRelevance', () => {
  it.each([
    { learner: null },
    { learner: 'svm' },
    { learner: { kind: 'linearSvm', c: 0 } },
    { order: [] },
    7,
  ])('refuses %o', (options) => {
    expect(() => binaryRelevance(options as never)).toThrow(code('invalid-option'));
  });
});

describe('restoreStrategy', () => {
  it('restores what a state says', () => {
    const strategy = restoreStrategy(state, shape);
    expect(strategy).toBeInstanceOf(BinaryRelevance);
    expect(strategy.settings).toEqual(binaryRelevance({ learner: linearSvm({ c: 0.2 }) }));
    expect(strategy.weightOf?.(0, 1)).toBe(2);
    expect(strategy.state()).toEqual(state);
  });

  it.each([
    ['no settings', { settings: {} }],
    ['an unknown learner', { settings: { learner: { kind: 'tree' } } }],
    ['a learner with a bad option', { settings: { learner: { kind: 'linearSvm', c: -1 } } }],
    ['no arrays', { arrays: {} }],
    ['weights for other labels', { arrays: { ...state.arrays, weights: new Float32Array(3) } }],
  ] satisfies [string, Partial<StrategyState>][])('refuses a state with %s', (_, damage) => {
    expect(() => restoreStrategy({ ...state, ...damage }, shape)).toThrow(code('invalid-model'));
  });

  it('refuses a strategy of a later version', () => {
    const later = { ...state, id: 'telepathy' as 'binary-relevance' };
    expect(() => restoreStrategy(later, shape)).toThrow(code('unsupported-model'));
  });
});
