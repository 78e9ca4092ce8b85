/**
 * How the scores of a label become probabilities, as saved models write it: Platt's logistic curve, an isotonic step
 * curve, one constant, or clipping of scores that are probabilities already.
 */
export type CalibratorKind = 'platt' | 'isotonic' | 'constant' | 'clip';

/** Turns the scores of one label into probabilities; never reverses the order of two scores. */
export interface Calibrator {
  /** Written into saved models. */
  readonly kind: CalibratorKind;
  /**
   * @param score - a finite score
   * @returns the probability of the label, 0 to 1
   */
  probabilityOf(score: number): number;
  /** @returns the learned numbers, in the order in which saved models list them for this kind */
  parameters(): Float64Array;
}
