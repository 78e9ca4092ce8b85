import { describeValue, GenrekitError } from '../errors.ts';
import type { Analyser } from '../text/Analyser.ts';

/**
 * @param analysers - what the caller passed
 * @throws GenrekitError `invalid-option` when it is no list of analysers
 */
export function checkAnalysers(analysers: unknown): void {
  const isList = Array.isArray(analysers);
  const bad = isList ? Array.from(analysers).findIndex((analyser) => !isAnalyser(analyser)) : -1;
  if (isList && bad < 0) return;
  const shown = isList ? `${describeValue(analysers[bad])} at ${bad}` : describeValue(analysers);
  throw new GenrekitError(
    'invalid-option',
    `fromBytes.analysers must be a list of analysers, each with an id and a function tokens(text); got ${shown}.`,
  );
}

/**
 * @param saved - what the model says of its analyser: the name of a built-in one, or the id of another
 * @param analysers - the ones that the caller has
 * @returns the name, or the analyser with that id
 * @throws GenrekitError `unsupported-model` when the caller does not have it
 */
export function findAnalyser(saved: unknown, analysers: readonly Analyser[]): unknown {
  if (typeof saved !== 'object' || saved === null) return saved;
  const { id } = saved as { id?: unknown };
  const found = analysers.find((analyser) => analyser.id === id);
  if (found !== undefined) return found;
  throw new GenrekitError(
    'unsupported-model',
    `The model was fitted with the analyser ${describeValue(id)}; pass that analyser in the option analysers.`,
  );
}

function isAnalyser(value: unknown): boolean {
  const { id, tokens } = (value ?? {}) as Partial<Analyser>;
  return typeof id === 'string' && typeof tokens === 'function';
}
