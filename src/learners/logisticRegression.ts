import { type LinearLearnerOptions, resolveLinearOptions } from './LinearLearnerOptions.ts';

/** Options of {@link logisticRegression}. */
export interface LogisticRegressionOptions extends LinearLearnerOptions {}

/** A logistic regression, described; plain data that can be saved or sent to a worker. */
export interface LogisticRegression extends LogisticRegressionOptions {
  /** Which learner this is. */
  readonly kind: 'logisticRegression';
}

/** What {@link logisticRegression} uses for options not given. */
export const logisticRegressionDefaults: LogisticRegressionOptions = /* @__PURE__ */ Object.freeze({
  c: 1,
  tolerance: 0.05,
  maxIterations: 1000,
  classWeight: 'none',
  biasScale: 1,
});

/**
 * Describes a logistic regression with L2 regularisation; its scores are log-odds.
 *
 * @param options - settings that differ from {@link logisticRegressionDefaults}
 * @returns a frozen description for a strategy or for `fitBinary`
 * @throws GenrekitError `invalid-option` for an unknown or bad option
 *
 * @example
 * ```ts
 * import { binaryRelevance, logisticRegression } from 'genrekit';
 * const strategy = binaryRelevance({ learner: logisticRegression({ c: 3 }) });
 * console.log(strategy.id); // 'binary-relevance'
 * ```
 */
export function logisticRegression(options?: Partial<LogisticRegressionOptions>): LogisticRegression {
  return Object.freeze({
    kind: 'logisticRegression',
    ...resolveLinearOptions('logisticRegression', options, logisticRegressionDefaults),
  });
}
