import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ConstantCalibrator } from './ConstantCalibrator.ts';
import { IsotonicCalibrator } from './IsotonicCalibrator.ts';
import { PlattCalibrator } from './PlattCalibrator.ts';
import { scoreAt } from './scoreAt.ts';

it('gives the score at which a curve reaches a probability', () => {
  const curves = fc.oneof(
    fc
      .tuple(fc.double({ min: 0.1, max: 10, noNaN: true }), fc.double({ min: -5, max: 5, noNaN: true }))
      .map(([slope, intercept]) => new PlattCalibrator(slope, intercept)),
    fc.constant(new IsotonicCalibrator(Float64Array.of(-1, 0, 2), Float64Array.of(0, 0.3, 1))),
  );
  fc.assert(
    fc.property(curves, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (curve, probability) => {
      const score = scoreAt(curve, probability);
      expect(curve.probabilityOf(score)).toBeGreaterThanOrEqual(probability);
      expect(curve.probabilityOf(score - 1e-6)).toBeLessThan(probability + 1e-9);
    }),
  );
});

it('is infinite where no score decides', () => {
  expect(scoreAt(new ConstantCalibrator(0.3), 0.2)).toBe(Number.NEGATIVE_INFINITY);
  expect(scoreAt(new ConstantCalibrator(0.3), 0.4)).toBe(Number.POSITIVE_INFINITY);
});
