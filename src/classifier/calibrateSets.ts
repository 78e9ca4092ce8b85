import { GenrekitError } from '../errors.ts';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { LabelledMovie } from '../text/Movie.ts';
import { fitMissRates } from '../thresholds/fitMissRates.ts';
import { checkLabelledMovies } from './checkLabelledMovies.ts';
import { Decision } from './Decision.ts';
import { FittedModel } from './FittedModel.ts';
import { shapeOf } from './InputShape.ts';
import { fieldsOf } from './shapesOf.ts';

/**
 * Fits the miss rates of each shape of input to movies that the model was not fitted on.
 *
 * @param model - a fitted model, left as it is
 * @param given - movies with their genres
 * @returns the model with the new miss rates; a shape that none of the movies can be given in keeps its own
 * @throws GenrekitError as `GenreClassifier.calibrateSets`
 */
export function calibrateSets(model: FittedModel, given: readonly LabelledMovie[]): FittedModel {
  const { labels, features, strategy, summary } = model;
  const movies = checkLabelledMovies(given, features.fields);
  const hasLabel = ({ genres }: LabelledMovie) => genres.some((genre) => labels.find(genre) >= 0);
  if (!movies.some(hasLabel)) {
    throw new GenrekitError(
      'invalid-data',
      `None of the ${movies.length} movies has a genre that the classifier knows; it knows ${labels.names.join(', ')}.`,
    );
  }
  const decisions = new Map(
    [...model.decisions].map(([shape, decision]) => {
      const fields = fieldsOf(shape);
      const usable = movies
        .filter((movie) => fields.every((field) => shapeOf(movie, [field]) !== undefined))
        .map((movie) => ({
          ...movie,
          title: fields.includes('title') ? movie.title : undefined,
          plot: fields.includes('plot') ? movie.plot : undefined,
        }));
      if (usable.length === 0) return [shape, decision];
      const truth = LabelMatrix.fromNames(
        usable.map(({ genres }) => genres.filter((genre) => labels.find(genre) >= 0)),
        labels,
        (row) => usable[row]!.knownGenres,
      );
      const missRates = fitMissRates(model.probabilities(usable).probabilities, truth);
      return [
        shape,
        new Decision(decision.calibration, decision.thresholds, decision.labelSets, missRates),
      ] as const;
    }),
  );
  return new FittedModel(labels, features, strategy, decisions, summary, model.pairCounts, model.adaptation);
}
