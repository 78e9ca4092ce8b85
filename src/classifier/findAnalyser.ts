import { describeValue, GenrekitError } from '../errors.ts';
import type { ModelKit } from '../strategies/StrategyKit.ts';
import type { Analyser } from '../text/Analyser.ts';

/**
 * @param analysers - what the caller passed
 * @param kits - the same, of strategies
 * @throws GenrekitError `invalid-option` when they are no lists of analysers and of kits
 */
export function checkParts(analysers: unknown, kits: unknown): void {
  checkList('analysers', analysers, 'analysers, each with an id and a function tokens(text)', isAnalyser);
  checkList('strategies', kits, 'kits, such as attentionKit', isKit);
}

function checkList(name: string, list: unknown, wanted: string, isOne: (value: unknown) => boolean): void {
  const isList = Array.isArray(list);
  const bad = isList ? Array.from(list).findIndex((value) => !isOne(value)) : -1;
  if (isList && bad < 0) return;
  const shown = isList ? `${describeValue(list[bad])} at ${bad}` : describeValue(list);
  throw new GenrekitError('invalid-option', `fromBytes.${name} must be a list of ${wanted}; got ${shown}.`);
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

function isKit(value: unknown): boolean {
  const { restore, revive } = (value ?? {}) as Partial<ModelKit>;
  return typeof (restore ?? revive) === 'function';
}
