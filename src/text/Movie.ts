import { describeValue, GenrekitError } from '../errors.ts';

/** What is known of a movie before its genres are: a title, a plot, or both. */
export interface Movie {
  /** The title, in any case; empty or blank counts as absent. */
  readonly title?: string | undefined;
  /** The plot or description; empty or blank counts as absent. */
  readonly plot?: string | undefined;
  /** Year of release; kept with the movie, not used by the bundled features. */
  readonly year?: number | undefined;
  /**
   * The catalogue that the movie is listed in, such as `'imdb'`. Catalogues differ in how freely they give genres, and in
   * which genres they have; a classifier that was fitted on movies of this one follows its habits.
   */
  readonly catalogue?: string | undefined;
}

/** A movie whose genres are known: a row to learn from, or to be judged by. */
export interface LabelledMovie extends Movie {
  /** Its genres; repeats count once. */
  readonly genres: readonly string[];
  /**
   * The genres that the source of this row can show at all (its label space). A genre outside it is unknown for this
   * row, not absent. Absent = the source can show every genre.
   */
  readonly knownGenres?: readonly string[] | undefined;
  /** How much the row counts in fitting; 1 by default. */
  readonly weight?: number | undefined;
}

/** The parts of a movie that features are made from. */
export type Field = 'title' | 'plot';

/** All fields, in the order in which their features stand. */
export const FIELDS: readonly Field[] = /* @__PURE__ */ Object.freeze(['title', 'plot'] as const);

/**
 * @param name - how messages name the option
 * @param fields - what the caller passed
 * @returns the fields in their fixed order
 * @throws GenrekitError `invalid-option` when it is no list of fields, or empty
 */
export function checkFields(name: string, fields: unknown): readonly Field[] {
  const isList = Array.isArray(fields) && fields.length > 0;
  if (isList && fields.every((field) => (FIELDS as readonly unknown[]).includes(field))) {
    return Object.freeze(FIELDS.filter((field) => fields.includes(field)));
  }
  const shown = Array.isArray(fields) ? JSON.stringify(fields) : describeValue(fields);
  throw new GenrekitError('invalid-option', `${name} must list 'title', 'plot' or both; got ${shown}.`);
}

/**
 * Checks that a value is a movie with something to read.
 *
 * @param value - what the caller passed
 * @param where - how the message names it, such as `movie 17`
 * @param fields - the fields that may count; both by default
 * @returns the same value, typed
 * @throws GenrekitError `invalid-movie` when it is no object, a field is no string, or all allowed fields are blank
 */
export function checkMovie(value: unknown, where = 'the movie', fields: readonly Field[] = FIELDS): Movie {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new GenrekitError(
      'invalid-movie',
      `${capitalise(where)} must be an object such as { title, plot }; got ${describeValue(value)}.`,
    );
  }
  const movie = value as Movie;
  for (const field of ['title', 'plot', 'catalogue'] as const) {
    const text: unknown = movie[field];
    if (text !== undefined && text !== null && typeof text !== 'string') {
      throw new GenrekitError(
        'invalid-movie',
        `The ${field} of ${where} must be a string; got ${describeValue(text)}.`,
      );
    }
  }
  if (!fields.some((field) => hasText(movie[field]))) {
    const wanted = fields.join(' or a ');
    throw new GenrekitError(
      'invalid-movie',
      `${capitalise(where)} needs a ${wanted} that is not blank; got ${describeMovie(movie)}.`,
    );
  }
  return movie;
}

/** Whether a field holds anything but white space. */
export function hasText(text: string | null | undefined): text is string {
  if (text === undefined || text === null) return false;
  const first = text.charCodeAt(0);
  return (first > 32 && first < 127) || /\S/.test(text);
}

function describeMovie(movie: Movie): string {
  return `title ${describeValue(movie.title)} and plot ${describeValue(movie.plot)}`;
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
