import { describeValue, type GenrekitError } from '../errors.ts';
import type { LabelSet } from '../labels/LabelSet.ts';
import type { Calibrator, CalibratorKind } from './Calibrator.ts';
import { ClipCalibrator } from './ClipCalibrator.ts';
import { ConstantCalibrator } from './ConstantCalibrator.ts';
import { damagedState, readLabels } from './damagedState.ts';
import { IsotonicCalibrator } from './IsotonicCalibrator.ts';
import { PlattCalibrator } from './PlattCalibrator.ts';
import { LARGEST_SCORE } from './scoreRange.ts';

/** What a {@link Calibration} has learned: plain settings, and named flat arrays of numbers. */
export interface CalibrationState {
  readonly settings: {
    /** The columns. */
    readonly labels: readonly string[];
    /** How each label is calibrated. */
    readonly kinds: readonly CalibratorKind[];
  };
  readonly arrays: {
    /** How many parameters each label has. */
    readonly parameterCounts: Uint32Array;
    /**
     * The parameters of the labels, one label after the other. `platt`: slope, intercept. `isotonic`: the scores of
     * all knots, then their probabilities. `constant`: the probability. `clip`: none.
     */
    readonly parameters: Float64Array;
    /** What `saveLabelCompany` gave; absent when each label stands alone. */
    readonly company?: Uint16Array;
  };
}

/**
 * Rebuilds calibrators, trusting nothing.
 *
 * @param state - what `saveCalibration` gave, perhaps damaged since
 * @throws GenrekitError `invalid-model`
 */
export function readCalibrators(state: CalibrationState): { labels: LabelSet; calibrators: Calibrator[] } {
  const { labels: names, kinds } = state?.settings ?? {};
  const { parameterCounts, parameters } = state?.arrays ?? {};
  if (!Array.isArray(names) || !Array.isArray(kinds)) {
    throw damaged('it must have settings with lists of labels and kinds');
  }
  if (!(parameterCounts instanceof Uint32Array) || !(parameters instanceof Float64Array)) {
    throw damaged('it must have arrays parameterCounts (Uint32Array) and parameters (Float64Array)');
  }
  const labels = readLabels('calibration is', names);
  if (kinds.length !== labels.size || parameterCounts.length !== labels.size) {
    throw damaged(`${labels.size} labels have ${kinds.length} kinds and ${parameterCounts.length} counts`);
  }
  let offset = 0;
  const calibrators = labels.names.map((name, label) => {
    const end = offset + parameterCounts[label]!;
    if (end > parameters.length)
      throw damaged(`its ${parameters.length} parameters end before those of ${name}`);
    const own = parameters.slice(offset, end);
    offset = end;
    return readCalibrator(name, kinds[label], own);
  });
  if (offset !== parameters.length)
    throw damaged(`${parameters.length - offset} parameters belong to no label`);
  return { labels, calibrators };
}

function readCalibrator(label: string, kind: unknown, parameters: Float64Array): Calibrator {
  const fail = (what: string) => damaged(`the ${String(kind)} parameters of ${label} ${what}`);
  switch (kind) {
    case 'clip':
      if (parameters.length !== 0) throw fail('must be none');
      return new ClipCalibrator();
    case 'constant':
      if (parameters.length !== 1 || !isProbability(parameters[0]!)) throw fail('must be one probability');
      return new ConstantCalibrator(parameters[0]!);
    case 'platt': {
      const [slope, intercept] = parameters;
      if (parameters.length !== 2 || !parameters.every(Number.isFinite) || slope! < 0) {
        throw fail('must be a slope from 0 and an intercept');
      }
      return new PlattCalibrator(slope!, intercept!);
    }
    case 'isotonic': {
      const knotCount = parameters.length / 2;
      if (knotCount < 1 || !Number.isInteger(knotCount)) throw fail('must be at least one pair');
      const scores = parameters.slice(0, knotCount);
      const probabilities = parameters.slice(knotCount);
      for (let knot = 0; knot < knotCount; knot++) {
        const isUsable = Math.abs(scores[knot]!) <= LARGEST_SCORE && isProbability(probabilities[knot]!);
        if (!isUsable) throw fail('must be finite scores and probabilities');
        if (knot === 0) continue;
        const isRising =
          scores[knot]! > scores[knot - 1]! && probabilities[knot]! >= probabilities[knot - 1]!;
        if (!isRising) throw fail('must rise from knot to knot');
      }
      return new IsotonicCalibrator(scores, probabilities);
    }
    default:
      throw damaged(`${label} has the unknown kind ${describeValue(kind)}`);
  }
}

function isProbability(value: number): boolean {
  return value >= 0 && value <= 1;
}

function damaged(problem: string, cause?: unknown): GenrekitError {
  return damagedState('calibration is', problem, cause);
}
