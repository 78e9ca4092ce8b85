import { describeValue, GenrekitError } from '../errors.ts';
import type { FeatureExtractor } from '../features/FeatureExtractor.ts';
import type { LabelSet } from '../labels/LabelSet.ts';
import type { PairCounts } from '../labels/PairCounts.ts';
import { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import type { Strategy } from '../strategies/Strategy.ts';
import type { Movie } from '../text/Movie.ts';
import { type DecoderOptions, resolveDecoderOptions } from '../thresholds/DecoderOptions.ts';
import type { ThresholdObjective } from '../thresholds/ThresholdOptions.ts';
import type { Adaptation } from './Adaptation.ts';
import type { Decision } from './Decision.ts';
import { type InputShape, requireShape } from './InputShape.ts';
import type { Styles } from './Styles.ts';
import type { TrainingSummary } from './TrainingSummary.ts';

/** Probabilities of a batch of movies, and the decision that made each row of them out of scores. */
export interface BatchProbabilities {
  readonly probabilities: ScoreMatrix;
  readonly decisions: readonly Decision[];
}

/** One decision for each shape of input. */
export type ShapeDecisions = ReadonlyMap<InputShape, Decision>;

/** Movies scored at a time: the features of more would not stay in the processor's cache. */
const BATCH = 128;

/** The name that stands for no catalogue in particular. */
export const AUTO = 'auto';

/** The parts of a classifier after a fit; never changed, so that a failed fit leaves the former one in place. */
export class FittedModel {
  constructor(
    readonly labels: LabelSet,
    readonly features: FeatureExtractor,
    readonly strategy: Strategy,
    /** Made from all movies, whatever their catalogue. */
    readonly decisions: ShapeDecisions,
    /** As a file has it: `summaryOf` checks it for those who read it. */
    readonly summary: TrainingSummary,
    /** How often genres keep company; older files have none. `checkPairCounts` is for those who read them. */
    readonly pairCounts?: PairCounts,
    /** What made this model of another, which can be had back. */
    readonly adaptation?: Adaptation,
    /** Made from the movies of one catalogue, by its name. */
    readonly catalogues: ReadonlyMap<string, ShapeDecisions> = new Map(),
    /** What the style of texts adds to their scores, before any decision. */
    readonly styles?: Styles,
  ) {}

  /**
   * @param movies - checked movies
   * @param catalogue - whose habits to follow, for movies that do not name a catalogue that the model knows
   * @returns calibrated probabilities, each row by the calibration of its shape and catalogue
   * @throws GenrekitError `invalid-movie` when a movie has no field that the model was fitted on; `invalid-option` for a
   * catalogue that the model does not know
   */
  probabilities(movies: readonly Movie[], catalogue = AUTO): BatchProbabilities {
    const decisions = this.decisionsFor(movies, catalogue);
    const raw = this.scoresOf(movies);
    const probabilities = new ScoreMatrix(this.labels, movies.length, new Float64Array(raw.values.length));
    decisions.forEach(({ calibration }, row) => {
      calibration.applyRow(raw, row, probabilities.values);
    });
    return { probabilities, decisions };
  }

  /**
   * @param movies - checked movies
   * @returns the scores that decisions are made from
   */
  scoresOf(movies: readonly Movie[]): ScoreMatrix {
    const { features, strategy, labels } = this;
    const scores = new ScoreMatrix(labels, movies.length, new Float64Array(movies.length * labels.size));
    for (let first = 0; first < movies.length; first += BATCH) {
      const batch = features.transform(movies.slice(first, first + BATCH));
      scores.values.set(strategy.scores(batch).values, first * labels.size);
    }
    this.styles?.addTo(scores, movies);
    return scores;
  }

  /**
   * @param batch - from {@link FittedModel.probabilities}
   * @param options - how to decode
   * @param objective - which thresholds to use; the default ones when absent
   * @returns movies x labels: 1 for each genre that a movie gets
   * @throws GenrekitError `invalid-option`, for an empty batch too
   */
  choose(
    { probabilities, decisions }: BatchProbabilities,
    options: DecoderOptions,
    objective: ThresholdObjective | undefined,
  ): Uint8Array {
    const { values, labelCount } = probabilities;
    const chosen = new Uint8Array(values.length);
    // What cannot change is checked once, not for each movie.
    const settings = Object.isFrozen(options) ? options : resolveDecoderOptions(options);
    for (const decision of decisions.length > 0 ? [] : this.decisions.values())
      decision.decoderFor(settings, objective);
    decisions.forEach((decision, row) => {
      decision.decoderFor(settings, objective).decodeRow(values, row * labelCount, chosen);
    });
    return chosen;
  }

  /**
   * @param movies - checked movies
   * @param catalogue - as for {@link FittedModel.probabilities}
   * @returns for each movie what makes genres of its scores
   * @throws GenrekitError as {@link FittedModel.probabilities}
   */
  decisionsFor(movies: readonly Movie[], catalogue = AUTO): Decision[] {
    const fallback = this.decisionsOf(catalogue);
    return movies.map((movie, row) =>
      decisionOf(
        this.catalogues.get(movie.catalogue!) ?? fallback,
        requireShape(movie, row, this.features.fields),
      ),
    );
  }

  /** What makes genres of the scores of a shape, whatever the catalogue. */
  decisionFor(shape: InputShape): Decision {
    return decisionOf(this.decisions, shape);
  }

  private decisionsOf(catalogue: string): ShapeDecisions {
    if (catalogue === AUTO) return this.decisions;
    const found = this.catalogues.get(catalogue);
    if (found !== undefined) return found;
    throw new GenrekitError(
      'invalid-option',
      `The catalogue must be one of ${[AUTO, ...this.catalogues.keys()].join(', ')}; got ${describeValue(catalogue)}.`,
    );
  }
}

/**
 * A shape that too few training rows had borrows from the plot, which is most of the text there is, or else from the
 * title.
 */
function decisionOf(decisions: ShapeDecisions, shape: InputShape): Decision {
  return decisions.get(shape) ?? decisions.get('plot') ?? decisions.values().next().value!;
}
