import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { log1p, softplus } from './log1p.ts';
import { exp, log, sigmoid } from './transcendental.ts';

const relativeError = (actual: number, expected: number) =>
  actual === expected ? 0 : Math.abs(actual - expected) / Math.abs(expected);

describe('exp', () => {
  it('stays within three units in the last place of the engine', () => {
    fc.assert(
      fc.property(fc.double({ min: -700, max: 709, noNaN: true }), (x) => {
        expect(relativeError(exp(x), Math.exp(x))).toBeLessThan(7e-16);
      }),
      { numRuns: 5000 },
    );
  });

  it('has the right values at the edges', () => {
    expect(exp(0)).toBe(1);
    expect(relativeError(exp(1), Math.E)).toBeLessThan(3e-16);
    expect(exp(-746)).toBe(0);
    expect(exp(-740)).toBeCloseTo(Math.exp(-740), 320);
    expect(exp(710)).toBe(Number.POSITIVE_INFINITY);
    expect(exp(Number.NEGATIVE_INFINITY)).toBe(0);
    expect(exp(Number.NaN)).toBeNaN();
  });
});

describe('log', () => {
  it('stays within three units in the last place of the engine', () => {
    fc.assert(
      fc.property(fc.double({ min: 5e-324, max: 1.7e308, noNaN: true }), (x) => {
        expect(relativeError(log(x), Math.log(x))).toBeLessThan(7e-16);
      }),
      { numRuns: 5000 },
    );
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 2, noNaN: true }), (x) => {
        expect(relativeError(log(x), Math.log(x))).toBeLessThan(7e-16);
      }),
      { numRuns: 5000 },
    );
  });

  it('has the right values at the edges', () => {
    expect(log(1)).toBe(0);
    expect(log(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(log(-1)).toBeNaN();
    expect(log(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
    expect(log(5e-324)).toBeCloseTo(Math.log(5e-324), 12);
  });
});

describe('log1p, sigmoid and softplus', () => {
  it('agree with their definitions where those are exact enough', () => {
    fc.assert(
      fc.property(fc.double({ min: -0.99, max: 1e6, noNaN: true }), (x) => {
        expect(Math.abs(log1p(x) - Math.log1p(x))).toBeLessThanOrEqual(1e-15 * (1 + Math.abs(Math.log1p(x))));
      }),
    );
    fc.assert(
      fc.property(fc.double({ min: -800, max: 800, noNaN: true }), (x) => {
        expect(sigmoid(x) + sigmoid(-x)).toBeCloseTo(1, 15);
        expect(softplus(x) - softplus(-x)).toBeCloseTo(x, 9);
      }),
    );
  });

  it('survive the extremes', () => {
    expect(sigmoid(1000)).toBe(1);
    expect(sigmoid(-1000)).toBe(0);
    expect(softplus(1000)).toBe(1000);
    expect(softplus(-1000)).toBe(0);
    expect(log1p(1e-300)).toBe(1e-300);
  });
});
