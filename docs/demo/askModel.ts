import type { GenreClassifier, GenreScore, ModelOverview, Movie } from 'genrekit';

/** What a model says of a movie, before anybody decides. */
export interface Answer {
  /** Every genre with its calibrated probability, most likely first. */
  readonly scores: readonly GenreScore[];
  /** The tuned threshold of each genre, for a movie that comes with these fields. */
  readonly thresholds: ReadonlyMap<string, number>;
}

/** The part of a model that is asked. */
export interface Oracle {
  readonly classifier: GenreClassifier;
  readonly overview: ModelOverview;
}

/**
 * @param overview - of a model
 * @param movie - a movie
 * @returns the fields that the model reads and the movie has
 */
export function fieldsRead({ fields }: ModelOverview, { title, plot }: Movie): string[] {
  return fields.filter((field) => (field === 'title' ? title : plot)?.trim());
}

/**
 * Asks a model about movies; all that the page shows of an answer comes from here.
 *
 * @param model - whom to ask
 * @param movies - movies that the model can read
 * @throws GenrekitError `invalid-movie`
 */
export function askModel({ classifier, overview }: Oracle, movies: readonly Movie[]): Answer[] {
  const scores = classifier.predictProbaAll(movies);
  return movies.map((movie, row) => ({
    scores: scores[row]!,
    thresholds: thresholdsFor(overview, movie),
  }));
}

/** A model has thresholds of their own for titles, for plots, and for both together. */
function thresholdsFor(overview: ModelOverview, movie: Movie): Map<string, number> {
  const shape = fieldsRead(overview, movie).join('+');
  return new Map(overview.genres.map(({ label, thresholds }) => [label, thresholds[shape] ?? 0.5]));
}
