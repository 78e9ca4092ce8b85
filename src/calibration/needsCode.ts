import { GenrekitError } from '../errors.ts';

/**
 * Stands in for code that few models need and that is loaded on demand.
 *
 * @throws GenrekitError `unsupported-model`, always
 */
export function needsCode(): never {
  throw new GenrekitError(
    'unsupported-model',
    'The model uses more code; use await GenreClassifier.open(bytes), which loads it.',
  );
}
