import { describeValue, GenrekitError } from '../errors.ts';
import { type LinearSvm, linearSvm } from './linearSvm.ts';
import { type LogisticRegression, logisticRegression } from './logisticRegression.ts';

/** A learner of yes or no, described by plain data: made by `linearSvm()` or `logisticRegression()`. */
export type BinaryLearner = LinearSvm | LogisticRegression;

/**
 * Checks a description from anywhere: a caller's option, a saved model, a message from another thread.
 *
 * @param value - a description made by `linearSvm()` or `logisticRegression()`, or a copy of one
 * @returns an equal description, frozen
 * @throws GenrekitError `invalid-option` when it is no such description
 */
export function checkLearner(value: unknown): BinaryLearner {
  if (typeof value === 'object' && value !== null && 'kind' in value) {
    const { kind, ...options } = value;
    if (kind === 'linearSvm') return linearSvm(options);
    if (kind === 'logisticRegression') return logisticRegression(options);
  }
  throw new GenrekitError(
    'invalid-option',
    `A learner must be made by linearSvm() or logisticRegression(); got ${describeValue(value)}.`,
  );
}
