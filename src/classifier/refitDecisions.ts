import { GenrekitError } from '../errors.ts';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import type { LabelledMovie } from '../text/Movie.ts';
import { checkLabelledMovies } from './checkLabelledMovies.ts';
import type { Decision } from './Decision.ts';
import { FittedModel, type ShapeDecisions } from './FittedModel.ts';
import { type InputShape, shapeOf } from './InputShape.ts';
import { fieldsOf } from './shapesOf.ts';

/** Movies that a model was not fitted on, as they are in one shape of input. */
export interface JudgedMovies {
  readonly shape: InputShape;
  readonly truth: LabelMatrix;
  /** Not calibrated. */
  readonly scores: ScoreMatrix;
}

/**
 * Fits decisions anew to movies that the model was not fitted on: those that serve all catalogues to all of the movies,
 * and those of a catalogue to the movies that name it.
 *
 * @param model - a fitted model, left as it is
 * @param given - movies with their genres
 * @param refit - makes a new decision of an old one
 * @param otherwise - what becomes of decisions for which there are no movies; they stay by default
 * @returns the model with the new decisions
 * @throws GenrekitError `invalid-movie` or `invalid-labels`, naming the movie; `invalid-data` when none has a genre that
 * the classifier knows
 */
export function refitDecisions(
  model: FittedModel,
  given: readonly LabelledMovie[],
  refit: (decision: Decision, movies: JudgedMovies) => Decision,
  otherwise: (decision: Decision) => Decision = (decision) => decision,
): FittedModel {
  const { labels, features, strategy, summary, pairCounts, adaptation, styles } = model;
  const movies = checkLabelledMovies(given, features.fields);
  const hasLabel = ({ genres }: LabelledMovie) => genres.some((genre) => labels.find(genre) >= 0);
  if (!movies.some(hasLabel)) {
    throw new GenrekitError(
      'invalid-data',
      `None of the ${movies.length} movies has a genre that the classifier knows; it knows ${labels.names.join(', ')}.`,
    );
  }
  const refitAll = (decisions: ShapeDecisions, wanted: readonly LabelledMovie[]): ShapeDecisions =>
    new Map(
      [...decisions].map(([shape, decision]) => {
        const usable = inShape(wanted, shape);
        if (usable.length === 0) return [shape, otherwise(decision)];
        const truth = LabelMatrix.fromNames(
          usable.map(({ genres }) => genres.filter((genre) => labels.find(genre) >= 0)),
          labels,
          (row) => usable[row]!.knownGenres,
        );
        return [shape, refit(decision, { shape, truth, scores: model.scoresOf(usable) })];
      }),
    );
  const catalogues = [...model.catalogues].map(
    ([name, decisions]) =>
      [
        name,
        refitAll(
          decisions,
          movies.filter(({ catalogue }) => catalogue === name),
        ),
      ] as const,
  );
  return new FittedModel(
    ...([labels, features, strategy, refitAll(model.decisions, movies), summary] as const),
    ...([pairCounts, adaptation, new Map(catalogues), styles] as const),
  );
}

/** The movies that have the fields of a shape, with no others. */
function inShape(movies: readonly LabelledMovie[], shape: InputShape): LabelledMovie[] {
  const fields = fieldsOf(shape);
  return movies
    .filter((movie) => fields.every((field) => shapeOf(movie, [field]) !== undefined))
    .map((movie) => ({
      ...movie,
      title: fields.includes('title') ? movie.title : undefined,
      plot: fields.includes('plot') ? movie.plot : undefined,
    }));
}
