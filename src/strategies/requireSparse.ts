import { describeValue, GenrekitError } from '../errors.ts';
import type { Features } from '../features/Features.ts';
import type { CsrMatrix } from '../math/CsrMatrix.ts';

/**
 * @param owner - how messages name the strategy
 * @param features - what a caller passed
 * @returns its matrix
 * @throws GenrekitError `invalid-value` for features of another kind
 */
export function requireSparse(owner: string, features: Features): CsrMatrix {
  if (features.kind === 'sparse') return features.matrix;
  throw new GenrekitError(
    'invalid-value',
    `${owner} needs features of kind 'sparse'; got ${describeValue((features as Features).kind)}.`,
  );
}
