import { describe, expect, it } from 'vitest';
import { tanh } from './tanh.ts';
import { cosine, sine } from './waves.ts';

const spread = (limit: number) => Array.from({ length: 20_001 }, (_, i) => ((i - 10_000) / 10_000) * limit);

describe('tanh, sine and cosine', () => {
  it('agree with the functions of the engine', () => {
    for (const x of [...spread(0.6), ...spread(30)]) {
      expect(Math.abs(tanh(x) - Math.tanh(x))).toBeLessThanOrEqual(4e-16 * Math.max(Math.abs(x), 0.5) * 2);
    }
    for (const x of [...spread(7), ...spread(1000), ...spread(100_000)]) {
      expect(Math.abs(sine(x) - Math.sin(x))).toBeLessThan(2e-15);
      expect(Math.abs(cosine(x) - Math.cos(x))).toBeLessThan(2e-15);
    }
  });

  it('are right where it is easy to be wrong', () => {
    expect(tanh(1e-300)).toBe(1e-300);
    expect([tanh(1000), tanh(-1000), tanh(0)]).toEqual([1, -1, 0]);
    expect([sine(0), cosine(0)]).toEqual([0, 1]);
  });
});
