import { isWordCharacter } from '../text/isWordCharacter.ts';
import { checkMovie, hasText, type Movie } from '../text/Movie.ts';

/** A word character to Python and to our tokeniser, but punctuation here. */
const UNDERSCORE = 0x5f;

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
 * import { duplicateGroups } from 'genrekit/toolkit';
 * console.log([...duplicateGroups([{ plot: 'A war.' }, { plot: 'A dog.' }, { title: 'War', plot: 'a WAR' }])]); // [ 0, 1, 0 ]
 * ```
 */
export function duplicateGroups(movies: readonly Movie[]): Int32Array {
  const groups = new Int32Array(movies.length);
  const firstMovies: Movie[] = [];
  const groupOfHash = new Map<number, number>();
  movies.forEach((value, row) => {
    const movie = checkMovie(value, `movie ${row}`);
    let hash = hashText(keyText(movie));
    let group = groupOfHash.get(hash);
    // Other text with the same hash has the next place that is free or holds the same text.
    while (group !== undefined && !isSame(movie, firstMovies[group]!)) group = groupOfHash.get(++hash);
    if (group === undefined) {
      group = firstMovies.push(movie) - 1;
      groupOfHash.set(hash, group);
    }
    groups[row] = group;
  });
  return groups;
}

function isSame(a: Movie, b: Movie): boolean {
  return hasText(a.plot) === hasText(b.plot) && bareText(keyText(a)) === bareText(keyText(b));
}

function keyText(movie: Movie): string {
  return hasText(movie.plot) ? movie.plot : movie.title!;
}

/** The words of a text: lower case, composed, one space between them. Text without a word stays as it is. */
function bareText(text: string): string {
  const bare = plainCase(text)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
  return bare === '' ? text.trim() : bare;
}

function plainCase(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/**
 * A number below 2^53 from the letters and digits of a text, by two multiplicative hashes (the first is FNV-1a). It
 * looks at less than `bareText` keeps, so equal words have equal numbers, and costs a fraction of it; nearly all
 * texts of a table are told apart by it alone.
 */
function hashText(text: string): number {
  const plain = plainCase(text);
  let high = 0x811c9dc5;
  let low = 0x9747b28c;
  for (let i = 0; i < plain.length; i++) {
    const code = plain.charCodeAt(i);
    if (code === UNDERSCORE || !isWordCharacter(code)) continue;
    high = Math.imul(high ^ code, 0x01000193);
    low = Math.imul(low ^ code, 0x85ebca6b);
    low ^= low >>> 15;
  }
  return (high >>> 0) * 2 ** 21 + (low >>> 11);
}
