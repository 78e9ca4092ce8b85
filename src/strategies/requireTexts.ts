import { GenrekitError } from '../errors.ts';
import type { StateTexts } from './Strategy.ts';

/**
 * Takes a list of texts of a saved state.
 *
 * @param texts - of the state
 * @param name - which one
 * @param length - how many texts it must have; `undefined` = it must not be there
 * @throws GenrekitError `invalid-model` when it is missing, of another length, or not wanted
 */
export function requireTexts(
  texts: StateTexts,
  name: string,
  length: number | undefined,
): readonly string[] | undefined {
  const list = Object.hasOwn(texts, name) ? texts[name] : undefined;
  if (list?.length === length) return list;
  const wanted = length === undefined ? `no '${name}'` : `'${name}' as ${length} texts`;
  const found = list === undefined ? 'nothing' : `${list.length} texts`;
  throw new GenrekitError(
    'invalid-model',
    `The saved strategy needs ${wanted}; it has ${found}. Save the model again.`,
  );
}
