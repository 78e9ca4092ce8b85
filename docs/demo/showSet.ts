import { MISS_RATE } from './askModel.ts';
import { byId, counted, listed, percent } from './dom.ts';

/**
 * @param set - the genres that a film may have; see `askForSet`
 * @param labelCount - how many genres there are
 */
export function showSet(set: readonly string[], labelCount: number): void {
  const named =
    set.length === labelCount
      ? `all ${counted(labelCount, 'genre')} here.`
      : `${counted(set.length, 'genre')} here: ${listed(set)}.`;
  byId('set', HTMLElement).textContent =
    `To miss no more than ${percent(MISS_RATE)} of a film’s genres, on average, it has to name ${named}`;
}
