import { describe, expect, it } from 'vitest';
import { readOracle } from '../testing/oracles.ts';
import { adamwDefaults, adamwStep, adamwUpdate } from './adamw.ts';

interface Answer {
  readonly start: number[];
  readonly gradients: number[][];
  readonly trajectory: number[][];
}

const oracle = readOracle<Answer>('adamw');

describe('adamwUpdate', () => {
  it.skipIf(oracle === undefined)('walks as the oracle does', () => {
    const { start, gradients, trajectory } = oracle!;
    const weights = Float64Array.from(start);
    const moments = { first: new Float64Array(start.length), second: new Float64Array(start.length) };
    const settings = { ...adamwDefaults, weightDecay: 0.05 };
    gradients.forEach((gradient, i) => {
      const range = { start: 0, length: start.length, gradientStart: 0 };
      adamwUpdate(weights, Float64Array.from(gradient), moments, range, 1, adamwStep(settings, i + 1, 0.01));
      weights.forEach((weight, j) => {
        expect(Math.abs(weight - trajectory[i]![j]!)).toBeLessThan(1e-9);
      });
    });
  });

  it('changes its range alone, and scales gradients', () => {
    const run = (gradient: number, scale: number) => {
      const weights = Float64Array.of(1, 2, 3);
      const moments = { first: new Float64Array(3), second: new Float64Array(3) };
      const range = { start: 1, length: 1, gradientStart: 0 };
      adamwUpdate(
        weights,
        Float64Array.of(gradient),
        moments,
        range,
        scale,
        adamwStep(adamwDefaults, 1, 0.1),
      );
      return [...weights];
    };
    expect(run(4, 0.5)).toEqual(run(2, 1));
    // The first step goes by the learning rate, whatever the size of the gradient.
    expect(run(4, 1)[1]).toBeCloseTo(2 * (1 - 0.001) - 0.1, 7);
    expect([run(4, 1)[0], run(4, 1)[2]]).toEqual([1, 3]);
  });
});
