import { checkMovie, hasText, type Movie } from '../text/Movie.ts';

/**
 * Numbers movies so that those with the same text share a number: the same plot or, for movies without a plot, the
 * same title. Case, white space and punctuation do not count. Given as `groups` to a split, no text is then both
 * learnt from and judged by.
 *
 * @param movies - the movies in the order of the rows
 * @returns for each movie the number of its group, counted from 0 in the order in which groups first occur
 * @throws GenrekitError `invalid-movie` when a value is no movie
 *
 * @example
 * ```ts
 * duplicateGroups([{ plot: 'A war.' }, { plot: 'A dog.' }, { title: 'War', plot: 'a WAR' }]); // 0, 1, 0
 * ```
 */
export function duplicateGroups(movies: readonly Movie[]): Int32Array {
  const groups = new Int32Array(movies.length);
  const numbers = new Map<string, number>();
  movies.forEach((value, row) => {
    const movie = checkMovie(value, `movie ${row}`);
    // The mark keeps a title apart from a plot with the same words.
    const key = hasText(movie.plot) ? `p${bareText(movie.plot)}` : `t${bareText(movie.title!)}`;
    let group = numbers.get(key);
    if (group === undefined) {
      group = numbers.size;
      numbers.set(key, group);
    }
    groups[row] = group;
  });
  return groups;
}

/** The words of a text: lower case, composed, one space between them. Text without a word stays as it is. */
function bareText(text: string): string {
  const bare = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
  return bare === '' ? text.trim() : bare;
}
