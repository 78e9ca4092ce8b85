import { checkNumber } from '../options.ts';
import type { Field, Movie } from '../text/Movie.ts';
import type { Counterfactual, SearchOptions } from './Counterfactual.ts';
import { piecesOf } from './piecesOf.ts';
import { removeWords } from './removeWords.ts';
import { type Verdict, WordSearch } from './WordSearch.ts';

/** How long a search goes on when nothing is asked for. */
export const searchDefaults = /* @__PURE__ */ Object.freeze({
  maxWords: 8,
  beamWidth: 8,
  maxTrials: 20_000,
}) satisfies SearchOptions;

/**
 * Finds the fewest words whose removal changes a decision: exactly for one and two words, by search beyond.
 *
 * @param movie - a checked movie
 * @param fields - those that are read
 * @param judge - decides on movies
 * @param options - limits of the search
 * @throws GenrekitError `invalid-option`
 */
export async function findCounterfactual(
  movie: Movie,
  fields: readonly Field[],
  judge: (movies: readonly Movie[]) => readonly Verdict[],
  options: Required<{ readonly [Name in keyof SearchOptions]: number }>,
): Promise<Omit<Counterfactual, 'label'>> {
  const ranges = { maxWords: 100, beamWidth: 1000, maxTrials: 1_000_000 };
  for (const name of ['maxWords', 'beamWidth', 'maxTrials'] as const) {
    checkNumber(`counterfactual.${name}`, options[name], { min: 1, max: ranges[name], isInteger: true });
  }
  const words = piecesOf(movie, fields).filter(({ isWord }) => isWord);
  const before = judge([movie])[0]!;
  const search = new WordSearch({ ...options, movie, fields, words, before, judge });
  const { found, isFewest, trialCount } = await search.run();
  const removed = found?.words.map((word) => words[word]!) ?? [];
  const after = found ?? before;
  return {
    isFound: found !== undefined,
    isFewest,
    words: removed.map(({ field, start, end }) => ({
      field,
      text: movie[field]!.slice(start, end),
      start,
      end,
    })),
    scoreBefore: before.score,
    scoreAfter: after.score,
    isPredictedBefore: before.isPredicted,
    isPredictedAfter: after.isPredicted,
    movie: removeWords(movie, removed),
    trialCount,
  };
}
