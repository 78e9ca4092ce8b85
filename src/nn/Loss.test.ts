import { describe, expect, it } from 'vitest';
import { cellLoss, checkLoss, type LossOptions, lossSettings } from './Loss.ts';

const scores = [-30, -6, -2.9, -1, 0, 0.3, 2, 7, 30];
const targets = [0, 0.05, 0.5, 0.95, 1];
const losses: readonly LossOptions[] = [
  { kind: 'bce' },
  { kind: 'focal' },
  { kind: 'focal', gamma: 0.5 },
  { kind: 'asymmetric' },
  { kind: 'asymmetric', gammaPositive: 1, gammaNegative: 2, clip: 0 },
];

function lossAt(options: LossOptions, score: number, target: number) {
  const cell = { value: 0, slope: 0 };
  cellLoss(lossSettings(options), score, target, cell);
  return cell;
}

/** The formulas as the papers print them. */
function printed(options: LossOptions, score: number, target: number): number {
  const p = 1 / (1 + Math.exp(-score));
  if (options.kind === 'bce') return -target * Math.log(p) - (1 - target) * Math.log(1 - p);
  if (options.kind === 'focal') {
    const { gamma = 2 } = options;
    return -target * (1 - p) ** gamma * Math.log(p) - (1 - target) * p ** gamma * Math.log(1 - p);
  }
  const { gammaPositive = 0, gammaNegative = 4, clip = 0.05 } = options;
  const lowered = Math.max(p - clip, 0);
  return (
    -target * (1 - p) ** gammaPositive * Math.log(p) -
    (1 - target) * lowered ** gammaNegative * Math.log(1 - lowered)
  );
}

describe.each(losses)('%o', (options) => {
  it('is what the paper prints', () => {
    for (const score of scores.filter((value) => Math.abs(value) < 10))
      for (const target of targets)
        expect(lossAt(options, score, target).value).toBeCloseTo(printed(options, score, target), 9);
  });

  it('has the slope that finite differences show, and stays finite at the ends', () => {
    for (const score of scores)
      for (const target of targets) {
        const { value, slope } = lossAt(options, score, target);
        const h = 1e-5;
        const measured =
          (lossAt(options, score + h, target).value - lossAt(options, score - h, target).value) / (2 * h);
        expect(Number.isFinite(value)).toBe(true);
        expect(slope).toBeCloseTo(measured, 6);
      }
  });
});

describe('checkLoss', () => {
  it.each([undefined, {}, { kind: 'hinge' }, { kind: 'focal', gamma: -1 }, { kind: 'bce', gamma: 1 }])(
    'refuses %o',
    (options) => {
      expect(() => checkLoss('attention.loss', options)).toThrow(
        expect.objectContaining({ code: 'invalid-option' }),
      );
    },
  );

  it('takes back what it made', () => {
    for (const options of losses) {
      const checked = checkLoss('loss', options);
      expect(checkLoss('loss', checked)).toEqual(checked);
      expect(lossSettings(checked)).toEqual(lossSettings(options));
    }
  });
});
