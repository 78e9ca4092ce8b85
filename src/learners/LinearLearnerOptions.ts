import { describeValue, GenrekitError } from '../errors.ts';
import { checkNumber, resolveOptions } from '../options.ts';

/**
 * How much more the loss of one class counts.
 *
 * - `'none'`: both classes count alike.
 * - `'balanced'`: a class counts in inverse proportion to its weight among the known rows, n / (2 * count), as in
 *   scikit-learn.
 * - `{ positive, negative }`: these factors.
 */
export type ClassWeight = 'none' | 'balanced' | { readonly positive: number; readonly negative: number };

/** There is no default: a class weight names both classes. */
const classWeightDefaults: Readonly<Record<'positive' | 'negative', unknown>> = {
  positive: undefined,
  negative: undefined,
};

/** What the two linear learners have in common; the objective is 0.5 |w|² + sum of cᵢ loss(yᵢ (w·xᵢ + bias)). */
export interface LinearLearnerOptions {
  /**
   * C, how much the losses count against the size of the weights; larger = closer to the training rows.
   *
   * @defaultValue `1`
   */
  readonly c: number;
  /**
   * When to stop: the largest violation of the optimality conditions that is left, as LIBLINEAR measures it. At the
   * default, scores of movie plots are within 0.3 % of their spread of the converged ones, and precision and F1 equal
   * theirs to three digits, in half the passes of 1e-4; 1e-9 gives the exact solution.
   *
   * @defaultValue `0.05`
   */
  readonly tolerance: number;
  /**
   * Most passes over the rows.
   *
   * @defaultValue `1000`
   */
  readonly maxIterations: number;
  /**
   * How much more the loss of one class counts.
   *
   * @defaultValue `'none'`
   */
  readonly classWeight: ClassWeight;
  /**
   * Value of the constant feature that carries the bias. It is regularised as any other, so a larger value frees the
   * bias; 0 = no bias.
   *
   * @defaultValue `1`
   */
  readonly biasScale: number;
}

/**
 * Merges options over the defaults of a learner and checks those that all linear learners have.
 *
 * @param owner - how messages name the learner
 * @param given - what the caller passed
 * @param defaults - every option with its default
 * @returns every option, frozen
 * @throws GenrekitError `invalid-option` for an unknown or bad option
 */
export function resolveLinearOptions<T extends LinearLearnerOptions>(
  owner: string,
  given: unknown,
  defaults: T,
): Readonly<T> {
  const options = resolveOptions(owner, given, defaults);
  checkNumber(`${owner}.c`, options.c, { above: 0 });
  checkNumber(`${owner}.tolerance`, options.tolerance, { above: 0 });
  checkNumber(`${owner}.maxIterations`, options.maxIterations, { min: 1, isInteger: true });
  checkNumber(`${owner}.biasScale`, options.biasScale, { min: 0 });
  return Object.freeze({ ...options, classWeight: checkClassWeight(owner, options.classWeight) });
}

function checkClassWeight(owner: string, value: unknown): ClassWeight {
  if (value === 'none' || value === 'balanced') return value;
  if (typeof value === 'object' && value !== null) {
    const { positive, negative } = resolveOptions(`${owner}.classWeight`, value, classWeightDefaults);
    return Object.freeze({
      positive: checkNumber(`${owner}.classWeight.positive`, positive, { above: 0 }),
      negative: checkNumber(`${owner}.classWeight.negative`, negative, { above: 0 }),
    });
  }
  throw new GenrekitError(
    'invalid-option',
    `${owner}.classWeight must be 'none', 'balanced' or { positive, negative }; got ${describeValue(value)}.`,
  );
}
