import { checkChoice } from '../options.ts';
import { type LinearLearnerOptions, resolveLinearOptions } from './LinearLearnerOptions.ts';

/** Options of {@link linearSvm}. */
export interface LinearSvmOptions extends LinearLearnerOptions {
  /**
   * What a row costs that lies inside the margin: its distance, or the square of it.
   *
   * @defaultValue `'squaredHinge'`
   */
  readonly loss: 'squaredHinge' | 'hinge';
}

/** A linear support vector machine, described; plain data that can be saved or sent to a worker. */
export interface LinearSvm extends LinearSvmOptions {
  /** Which learner this is. */
  readonly kind: 'linearSvm';
}

/** What {@link linearSvm} uses for options not given. */
export const linearSvmDefaults: LinearSvmOptions = /* @__PURE__ */ Object.freeze({
  c: 1,
  tolerance: 0.05,
  maxIterations: 1000,
  classWeight: 'none',
  biasScale: 1,
  loss: 'squaredHinge',
});

/**
 * Describes a linear support vector machine with L2 regularisation, the binary learner that text likes best.
 *
 * @param options - settings that differ from {@link linearSvmDefaults}
 * @returns a frozen description for a strategy or for `fitBinary`
 * @throws GenrekitError `invalid-option` for an unknown or bad option
 *
 * @example
 * ```ts
 * import { binaryRelevance, linearSvm } from 'genrekit';
 * const strategy = binaryRelevance({ learner: linearSvm({ c: 0.2 }) });
 * console.log(strategy.id); // 'binary-relevance'
 * ```
 */
export function linearSvm(options?: Partial<LinearSvmOptions>): LinearSvm {
  const resolved = resolveLinearOptions('linearSvm', options, linearSvmDefaults);
  checkChoice('linearSvm.loss', resolved.loss, ['squaredHinge', 'hinge']);
  return Object.freeze({ kind: 'linearSvm', ...resolved });
}
