import { damagedState } from '../calibration/damagedState.ts';
import { describeValue, GenrekitError } from '../errors.ts';
import { LabelSet } from '../labels/LabelSet.ts';
import { THRESHOLD_OBJECTIVES, type ThresholdObjective } from './ThresholdOptions.ts';

/** How thresholds came about. */
export interface ThresholdRecord {
  /** What they were tuned for; `fixed` when they were given. */
  readonly objective: ThresholdObjective | 'fixed';
  /**
   * The value of the objective on the samples tuned on: F, recall (`precisionAtLeast`), precision (`recallAtLeast`) or
   * labels a sample (`cardinality`). The last two with per-label thresholds: the mean over labels that occur.
   */
  readonly achieved?: number;
  /** The same on each fold with the thresholds tuned on the other folds: what to expect of new samples. */
  readonly heldOut?: number;
  /** How far each threshold may be off: its standard error, by leaving out one fold at a time. */
  readonly spread?: Float64Array;
}

/** {@link Thresholds} as plain values that survive `JSON.stringify`. */
export interface ThresholdsState {
  readonly labels: readonly string[];
  readonly values: readonly number[];
  readonly objective: ThresholdObjective | 'fixed';
  readonly achieved?: number;
  readonly heldOut?: number;
  readonly spread?: readonly number[];
}

/** One threshold a label: a score from the threshold up means that the sample has the label. */
export class Thresholds implements ThresholdRecord {
  readonly objective: ThresholdObjective | 'fixed';
  readonly achieved?: number;
  readonly heldOut?: number;
  readonly spread?: Float64Array;

  /**
   * @param labels - the columns
   * @param values - one finite threshold a label
   * @param record - how they came about
   * @throws GenrekitError `shape-mismatch` when the numbers differ; `invalid-value` for one that is not finite
   */
  constructor(
    readonly labels: LabelSet,
    readonly values: Float64Array,
    record: ThresholdRecord = { objective: 'fixed' },
  ) {
    for (const [name, numbers] of [
      ['thresholds', values],
      ['spreads', record.spread],
    ] as const) {
      if (numbers === undefined) continue;
      if (numbers.length !== labels.size) {
        throw new GenrekitError('shape-mismatch', `${labels.size} labels have ${numbers.length} ${name}.`);
      }
      const bad = numbers.findIndex((value) => !Number.isFinite(value));
      if (bad >= 0) {
        throw new GenrekitError(
          'invalid-value',
          `All ${name} must be finite numbers; got ${numbers[bad]} for ${labels.names[bad]}.`,
        );
      }
    }
    this.objective = record.objective;
    if (record.achieved !== undefined) this.achieved = record.achieved;
    if (record.heldOut !== undefined) this.heldOut = record.heldOut;
    if (record.spread !== undefined) this.spread = record.spread;
  }

  /**
   * @param labels - the columns
   * @param value - the threshold of every label
   * @throws GenrekitError `invalid-value` when it is not finite
   */
  static fixed(labels: LabelSet, value: number): Thresholds {
    return new Thresholds(labels, new Float64Array(labels.size).fill(value));
  }

  /**
   * Rebuilds thresholds from their saved state.
   *
   * @param state - what `saveThresholds` gave, perhaps through JSON
   * @throws GenrekitError `invalid-model` when anything in the state is malformed
   */
  static fromState(state: ThresholdsState): Thresholds {
    const { labels, values, objective, achieved, heldOut, spread } = state ?? {};
    const objectives: readonly unknown[] = ['fixed', ...THRESHOLD_OBJECTIVES];
    if (!objectives.includes(objective)) throw damaged(`the objective is ${describeValue(objective)}`);
    if (!Array.isArray(labels)) throw damaged(`labels are ${describeValue(labels)}`);
    if (!isNumberList(values)) throw damaged('values must be a list of finite numbers');
    if (spread !== undefined && !(isNumberList(spread) && spread.every((value) => value >= 0))) {
      throw damaged('spread must be a list of numbers from 0');
    }
    for (const value of [achieved, heldOut]) {
      if (value !== undefined && !Number.isFinite(value))
        throw damaged(`a result is ${describeValue(value)}`);
    }
    try {
      return new Thresholds(LabelSet.of(labels), Float64Array.from(values), {
        objective,
        ...(achieved !== undefined && { achieved }),
        ...(heldOut !== undefined && { heldOut }),
        ...(spread !== undefined && { spread: Float64Array.from(spread) }),
      });
    } catch (cause) {
      throw damaged('labels and numbers do not fit together', cause);
    }
  }
}

function isNumberList(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every(Number.isFinite);
}

function damaged(problem: string, cause?: unknown): GenrekitError {
  return damagedState('thresholds are', problem, cause);
}
