import { checkBoolean, checkChoice, checkNumber, resolveOptions } from '../options.ts';

/** Settings of `fitCalibration`. */
export interface CalibrationOptions {
  /**
   * How scores become probabilities: `'platt'` (a logistic curve), `'isotonic'` (a rising step curve, which needs many
   * samples), `'none'` (scores are probabilities already), or `'auto'`: isotonic for labels with enough samples of
   * both sides, Platt for the others. Isotonic by itself is scikit-learn's, which says 0 and 1 outright at the ends;
   * in `'auto'` it aims at Platt's smoothed targets, and never does.
   * @defaultValue `'auto'`
   */
  readonly method?: 'platt' | 'isotonic' | 'none' | 'auto';
  /**
   * How many positives, and how many negatives, a label needs for `'auto'` to choose isotonic.
   * @defaultValue `1000`
   */
  readonly isotonicMinimum?: number;
  /**
   * Whether the probabilities of a sample's labels are then fitted to each other: label sets of some sizes, and some
   * sets, are more usual than labels that stand alone would make them.
   * @defaultValue `false`
   */
  readonly isJoint?: boolean;
  /**
   * Whether how a text is written (how long it is, and how it is set) moves the scores of its labels before all that;
   * by a `GenreClassifier` alone, which has the texts.
   * @defaultValue `false`
   */
  readonly hasStyle?: boolean;
}

/** {@link CalibrationOptions} with every option set. */
export type ResolvedCalibrationOptions = Required<CalibrationOptions>;

/** The settings of `fitCalibration` when it is given none. */
export const calibrationDefaults: ResolvedCalibrationOptions = /* @__PURE__ */ Object.freeze({
  method: 'auto',
  isotonicMinimum: 1000,
  isJoint: false,
  hasStyle: false,
});

/**
 * Fills in defaults and checks every option.
 *
 * @param given - what the caller passed
 * @param owner - how messages name the options
 * @throws GenrekitError `invalid-option`
 */
export function resolveCalibrationOptions(
  given?: unknown,
  owner = 'calibration',
): ResolvedCalibrationOptions {
  const options = resolveOptions(owner, given, calibrationDefaults);
  checkChoice(`${owner}.method`, options.method, ['platt', 'isotonic', 'none', 'auto']);
  checkNumber(`${owner}.isotonicMinimum`, options.isotonicMinimum, { min: 1, isInteger: true });
  for (const name of ['isJoint', 'hasStyle'] as const) checkBoolean(`${owner}.${name}`, options[name]);
  return Object.freeze(options);
}
