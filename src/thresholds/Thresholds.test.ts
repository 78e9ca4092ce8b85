import { describe, expect, it } from 'vitest';
import { LabelSet } from '../labels/LabelSet.ts';
import { saveThresholds } from './saveThresholds.ts';
import { Thresholds, type ThresholdsState } from './Thresholds.ts';

const labels = new LabelSet(['Comedy', 'Drama']);
const tuned = new Thresholds(labels, Float64Array.of(0.25, 0.1 + 0.2), {
  objective: 'macroF1',
  achieved: 0.61,
  heldOut: 0.58,
  spread: Float64Array.of(0.01, 0),
});

describe('Thresholds', () => {
  it('come back from JSON to the last bit', () => {
    for (const thresholds of [tuned, Thresholds.fixed(labels, 0.5)]) {
      const state: ThresholdsState = JSON.parse(JSON.stringify(saveThresholds(thresholds)));
      const loaded = Thresholds.fromState(state);
      expect(loaded.values).toEqual(thresholds.values);
      expect(loaded.spread).toEqual(thresholds.spread);
      expect([loaded.objective, loaded.achieved, loaded.heldOut]).toEqual([
        thresholds.objective,
        thresholds.achieved,
        thresholds.heldOut,
      ]);
      expect(loaded.labels.names).toEqual(labels.names);
    }
  });

  it('refuse numbers that are not finite or not one a label', () => {
    const make =
      (...values: number[]) =>
      () =>
        new Thresholds(labels, Float64Array.from(values));
    expect(make(0.5)).toThrow(expect.objectContaining({ code: 'shape-mismatch' }));
    expect(make(0.5, Number.NaN)).toThrow(expect.objectContaining({ code: 'invalid-value' }));
    expect(make(0.5, Number.POSITIVE_INFINITY)).toThrow(expect.objectContaining({ code: 'invalid-value' }));
  });

  const state = saveThresholds(tuned);
  const damaged: Record<string, unknown> = {
    'nothing at all': undefined,
    'no labels': { ...state, labels: undefined },
    'a repeated label': { ...state, labels: ['Comedy', 'Comedy'] },
    'no values': { ...state, values: undefined },
    'a value that is not a number': { ...state, values: [0.5, null] },
    'too few values': { ...state, values: [0.5] },
    'an unknown objective': { ...state, objective: 'accuracy' },
    'a result that is not a number': { ...state, achieved: 'high' },
    'a spread below 0': { ...state, spread: [0, -1] },
    'too few spreads': { ...state, spread: [0] },
  };
  for (const [what, broken] of Object.entries(damaged)) {
    it(`refuse a saved state with ${what}`, () => {
      expect(() => Thresholds.fromState(broken as ThresholdsState)).toThrow(
        expect.objectContaining({ code: 'invalid-model' }),
      );
    });
  }
});
