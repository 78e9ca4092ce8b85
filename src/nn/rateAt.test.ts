import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rateAt, type Schedule } from './rateAt.ts';

const schedules: readonly Schedule[] = ['linear', 'cosine', 'oneCycle', 'constant'];

describe('rateAt', () => {
  it.each(schedules)('rises during the warm-up, reaches 1, then never rises: %s', (schedule) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (total, share) => {
          const settings = { schedule, warmUpShare: share, finalShare: 0.02 };
          const rates = Array.from({ length: total }, (_, step) => rateAt(step, total, settings));
          const warmUp = Math.ceil(total * share);
          rates.forEach((rate, step) => {
            expect(rate).toBeGreaterThan(0);
            expect(rate).toBeLessThanOrEqual(1 + 1e-12);
            if (step === 0) return;
            if (step < warmUp) expect(rate).toBeGreaterThan(rates[step - 1]!);
            else if (step > warmUp) expect(rate).toBeLessThanOrEqual(rates[step - 1]!);
          });
          expect(Math.max(...rates)).toBeCloseTo(1, 12);
        },
      ),
    );
  });

  it('ends at the final share', () => {
    const settings = { warmUpShare: 0.1, finalShare: 0.02 };
    expect(rateAt(99, 100, { ...settings, schedule: 'linear' })).toBeCloseTo(0.02, 12);
    expect(rateAt(99, 100, { ...settings, schedule: 'cosine' })).toBeCloseTo(0.02, 12);
    expect(rateAt(54, 100, { ...settings, schedule: 'linear' })).toBeCloseTo(1 - 0.98 * (44 / 89), 12);
    expect(rateAt(0, 100, { ...settings, schedule: 'oneCycle' })).toBeCloseTo(0.0635, 3);
  });
});
