import type { Evidence, GenreClassifier, GenreScore, ModelOverview, Movie } from 'genrekit';

/** The share of a film's genres that the set of {@link askForSet} may miss, on average. */
export const MISS_RATE = 0.1;

/** What a model says of a movie, before anybody decides. */
export interface Answer {
  /** Every genre with its calibrated probability, most likely first. */
  readonly scores: readonly GenreScore[];
  /** The tuned threshold of each genre, for a movie that comes with these fields. */
  readonly thresholds: Readonly<Record<string, number>>;
  /** How much there was to go by; `null` for models that do not go by words. */
  readonly evidence: Evidence | null;
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
 * Asks a model about a movie; all that the page and its tables show of an answer comes from here.
 *
 * @param classifier - whom to ask
 * @param movie - a movie that it can read
 * @param catalogue - whose habits to follow
 * @throws GenrekitError `invalid-movie`
 */
export async function askModel(
  classifier: GenreClassifier,
  movie: Movie,
  catalogue: string,
): Promise<Answer> {
  const decoder = { kind: 'threshold' } as const;
  const { scores, thresholds, evidence } = await classifier.predictDetailed(movie, { catalogue, decoder });
  return { scores, thresholds: thresholds!, evidence };
}

/**
 * @param classifier - whom to ask
 * @param movie - a movie that it can read
 * @param catalogue - whose habits to follow
 * @returns genres enough to miss no more than {@link MISS_RATE} of the true ones, on average
 */
export async function askForSet(
  classifier: GenreClassifier,
  movie: Movie,
  catalogue: string,
): Promise<readonly string[]> {
  const decoder = { kind: 'conformal', missRate: MISS_RATE } as const;
  return (await classifier.predictDetailed(movie, { catalogue, decoder })).genres;
}
