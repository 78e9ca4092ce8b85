import { describe, expect, it } from 'vitest';
import { GenrekitError } from '../errors.ts';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import { LabelSet } from '../labels/LabelSet.ts';
import { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { Calibration } from './Calibration.ts';
import { ClipCalibrator } from './ClipCalibrator.ts';
import { ConstantCalibrator } from './ConstantCalibrator.ts';
import type { CalibrationState } from './calibrationState.ts';
import { IsotonicCalibrator } from './IsotonicCalibrator.ts';
import { PlattCalibrator } from './PlattCalibrator.ts';
import { saveCalibration } from './saveCalibration.ts';

const labels = new LabelSet(['Comedy', 'Drama', 'War', 'Western']);
const calibration = new Calibration(labels, [
  new PlattCalibrator(2, -1),
  new IsotonicCalibrator(Float64Array.of(-1, 0.1, 2), Float64Array.of(0, 0.3, 0.9)),
  new ConstantCalibrator(0.04),
  new ClipCalibrator(),
]);
const scores = ScoreMatrix.fromRows(
  [
    [0.1, 0.2, 0.3, 0.4],
    [-3, -3, -3, -3],
    [7, 7, 7, 7],
  ],
  labels,
);

describe('Calibration', () => {
  it('applies the calibrator of each label to its column', () => {
    const first = calibration.apply(scores).values.subarray(0, 4);
    expect(first[0]).toBeCloseTo(1 / (1 + Math.exp(0.8)), 12);
    expect(first[1]).toBeCloseTo(0.3 + (0.1 / 1.9) * 0.6, 12);
    expect([first[2], first[3]]).toEqual([0.04, 0.4]);
  });

  it('gives the same bits after saving and loading', () => {
    const loaded = Calibration.fromState(structuredClone(saveCalibration(calibration)));
    expect(loaded.apply(scores).values).toEqual(calibration.apply(scores).values);
    expect(loaded.labels.names).toEqual(labels.names);
  });

  it('refuses scores of other labels', () => {
    const others = LabelMatrix.fromRows([[0, 0, 0, 0]]).labels;
    const apply = () => calibration.apply(ScoreMatrix.fromRows([[1, 2, 3, 4]], others));
    expect(apply).toThrow(expect.objectContaining({ code: 'shape-mismatch' }));
  });
});

describe('Calibration.fromState', () => {
  const { settings, arrays } = saveCalibration(calibration);
  const withParameter = (index: number, value: number) => {
    const parameters = arrays.parameters.slice();
    parameters[index] = value;
    return { settings, arrays: { ...arrays, parameters } };
  };
  const damaged: Record<string, unknown> = {
    'no object': null,
    'no settings': { arrays },
    'no arrays': { settings },
    'plain number lists': { settings, arrays: { ...arrays, parameters: [...arrays.parameters] } },
    'a repeated label': { settings: { ...settings, labels: ['a', 'a', 'b', 'c'] }, arrays },
    'an unknown kind': { settings: { ...settings, kinds: ['beta', 'isotonic', 'constant', 'clip'] }, arrays },
    'too few kinds': { settings: { ...settings, kinds: ['platt'] }, arrays },
    'too few parameters': { settings, arrays: { ...arrays, parameters: arrays.parameters.slice(0, 5) } },
    'too many parameters': { settings, arrays: { ...arrays, parameters: new Float64Array(20) } },
    'a wrong count': { settings, arrays: { ...arrays, parameterCounts: Uint32Array.of(2, 7, 0, 0) } },
    'a falling slope': withParameter(0, -1),
    'an intercept that is not finite': withParameter(1, Number.NaN),
    'knots out of order': withParameter(3, 5),
    'a knot that is not finite': withParameter(2, Number.NaN),
    'falling probabilities': withParameter(6, 0.95),
    'a probability above 1': withParameter(7, 1.5),
    'a constant below 0': withParameter(8, -0.1),
  };

  for (const [what, state] of Object.entries(damaged)) {
    it(`refuses ${what}`, () => {
      const load = () => Calibration.fromState(state as CalibrationState);
      expect(load).toThrow(GenrekitError);
      expect(load).toThrow(expect.objectContaining({ code: 'invalid-model' }));
    });
  }
});
