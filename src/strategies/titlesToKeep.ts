import type { FitContext } from '../learners/FitContext.ts';

/**
 * @param settings - of a strategy that lets training rows decide
 * @param rowCount - number of training rows
 * @param context - of the fit
 * @returns the titles that the strategy shall remember, empty for a row without one; `undefined` when it shall not.
 * Halves of characters, as text cut by length has them, become U+FFFD, since no file could store them.
 */
export function titlesToKeep(
  { storesTitles }: { readonly storesTitles: boolean },
  rowCount: number,
  { titles = Array.from({ length: rowCount }, () => undefined) }: FitContext,
): readonly string[] | undefined {
  if (!storesTitles) return undefined;
  return Array.from(titles, (title) => (title ?? '').replace(/\p{Surrogate}/gu, '\ufffd'));
}
