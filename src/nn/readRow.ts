import { SEPARATOR } from '../features/TokenRows.ts';
import { SeededRandom } from '../math/SeededRandom.ts';

/** What training leaves out of a row each time it reads it: shares from 0 to below 1. */
export interface ReadingSettings {
  /** Of the tokens. */
  readonly wordDropout: number;
  /** Of the readings of a row with title and plot: the title. */
  readonly titleDropout: number;
  /** Of the same: the plot. */
  readonly plotDropout: number;
}

/**
 * Copies the tokens of a row as training reads it: sometimes without its title or its plot, so that each is learned to
 * be enough, and without some words, but never without all.
 *
 * @param ids - tokens of all rows
 * @param range - where the row's are
 * @param settings - see {@link ReadingSettings}
 * @param seed - another seed leaves out others
 * @param to - written to
 * @param start - from here on
 * @returns where the copy ends
 */
export function readRow(
  ids: Int32Array,
  range: { readonly first: number; readonly end: number },
  { wordDropout, titleDropout, plotDropout }: ReadingSettings,
  seed: number,
  to: Int32Array,
  start: number,
): number {
  let { first, end } = range;
  const isWhole = wordDropout === 0 && titleDropout === 0 && plotDropout === 0;
  const random = isWhole ? undefined : new SeededRandom(seed);
  if (titleDropout > 0 || plotDropout > 0) {
    const draw = random!.float();
    const separator = ids.subarray(first, end).indexOf(SEPARATOR);
    const plotStart = first + separator + 1;
    if (separator > 0 && plotStart < end) {
      if (draw < titleDropout) first = plotStart;
      else if (draw < titleDropout + plotDropout) end = plotStart;
    }
  }
  const limit = wordDropout * 2 ** 32;
  let count = start;
  for (let i = first; i < end; i++) if (limit === 0 || random!.uint32() >= limit) to[count++] = ids[i]!;
  if (count === start && end > first) to[count++] = ids[first]!;
  return count;
}
