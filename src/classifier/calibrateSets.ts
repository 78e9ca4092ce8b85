import type { LabelledMovie } from '../text/Movie.ts';
import { fitMissRates } from '../thresholds/fitMissRates.ts';
import { Decision } from './Decision.ts';
import type { FittedModel } from './FittedModel.ts';
import { refitDecisions } from './refitDecisions.ts';

/**
 * Fits the miss rates of each shape of input to movies that the model was not fitted on.
 *
 * @param model - a fitted model, left as it is
 * @param given - movies with their genres
 * @returns the model with the new miss rates; a shape that none of the movies can be given in keeps its own
 * @throws GenrekitError as `GenreClassifier.calibrateSets`
 */
export function calibrateSets(model: FittedModel, given: readonly LabelledMovie[]): FittedModel {
  return refitDecisions(model, given, ({ calibration, thresholds, labelSets }, { scores, truth }) => {
    const missRates = fitMissRates(calibration.apply(scores), truth);
    return new Decision(calibration, thresholds, labelSets, missRates);
  });
}
