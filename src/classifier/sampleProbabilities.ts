import { describeValue, GenrekitError } from '../errors.ts';
import { deriveSeed } from '../math/SeededRandom.ts';
import { log } from '../math/transcendental.ts';
import { checkNumber, resolveOptions } from '../options.ts';
import { checkMovie, type Movie } from '../text/Movie.ts';
import { addStyle } from './addStyle.ts';
import { bestFirst } from './bestFirst.ts';
import type { FittedModel } from './FittedModel.ts';

/** How uncertainty is measured. */
export interface UncertaintyOptions {
  /**
   * How many networks are drawn, 1 to 10,000.
   * @defaultValue `30`
   */
  readonly samples?: number | undefined;
  /**
   * Decides which are drawn; the first ones are the same however many there are.
   * @defaultValue `1`
   */
  readonly seed?: number | undefined;
}

/** How likely a genre is, and how sure that is; plain values that survive JSON. */
export interface GenreUncertainty {
  /** The genre. */
  readonly label: string;
  /** Mean of its calibrated probabilities, 0 to 1. */
  readonly mean: number;
  /** Their standard deviation: of these very probabilities, so 0 when there is one. */
  readonly standardDeviation: number;
  /** Entropy of a decision with the mean as its probability, in nats, 0 to log 2: how open the decision is. */
  readonly entropy: number;
  /**
   * What the choice of the network tells about the decision, in nats: the entropy of the mean less the mean entropy, 0 to
   * `entropy`. High where networks contradict each other, since movies like this one were rare in training; low where
   * all of them say that the words leave it open.
   */
  readonly mutualInformation: number;
}

/**
 * Asks many networks, each with other numbers left out, for the genres of one movie.
 *
 * @param model - a fitted model
 * @param given - what the caller passed as a movie
 * @param options - how many networks, and which
 * @returns every genre, the one with the highest mean first
 * @throws GenrekitError `invalid-movie`; `invalid-option`; `unsupported-model` for a strategy without dropout
 */
export function sampleProbabilities(
  model: FittedModel,
  given: Movie,
  options: UncertaintyOptions | undefined,
): GenreUncertainty[] {
  const { labels, features, strategy } = model;
  const owner = 'predictWithUncertainty';
  const { samples, seed } = resolveOptions(owner, options, { samples: 30, seed: 1 });
  checkNumber(`${owner}.samples`, samples, { min: 1, max: 10_000, isInteger: true });
  checkNumber(`${owner}.seed`, seed, { min: 0, max: 0xffffffff, isInteger: true });
  if (strategy.sampledScores === undefined) {
    throw new GenrekitError(
      'unsupported-model',
      `${owner} needs a strategy that is trained with dropout, such as attention(); this classifier has ` +
        `${describeValue(strategy.id)}. Its predictSet tells which genres a movie may have.`,
    );
  }
  const movie = checkMovie(given);
  const [decision] = model.decisionsFor([movie]);
  const row = features.transform([movie]);
  const drawn = Array.from({ length: samples }, (_, sample) => {
    const scores = addStyle(model, strategy.sampledScores!(row, deriveSeed(seed, sample)), movie);
    return decision!.calibration.apply(scores).values;
  });
  const spreads = labels.names.map((label, index) => ({
    label,
    ...spreadOf(drawn.map((probabilities) => probabilities[index]!)),
  }));
  return bestFirst(Float64Array.from(spreads, ({ mean }) => mean)).map((index) => spreads[index]!);
}

/** Mean, spread and information of probabilities (Gal 2016, Uncertainty in Deep Learning, section 3.3). */
function spreadOf(probabilities: readonly number[]): Omit<GenreUncertainty, 'label'> {
  const count = probabilities.length;
  // As distances from one of them, so that equal ones have exactly their own mean.
  const [first] = probabilities as [number];
  const mean = first + sum(probabilities.map((p) => p - first)) / count;
  const variance = sum(probabilities.map((p) => (p - mean) ** 2)) / count;
  const entropy = entropyOf(mean);
  const [firstEntropy, ...others] = probabilities.map(entropyOf) as [number, ...number[]];
  const meanEntropy = firstEntropy + sum(others.map((h) => h - firstEntropy)) / count;
  return {
    mean,
    standardDeviation: Math.sqrt(variance),
    entropy,
    // Entropy is concave, so that less than 0 is rounding.
    mutualInformation: Math.max(0, entropy - meanEntropy),
  };
}

function entropyOf(probability: number): number {
  const part = (p: number) => (p > 0 ? -p * log(p) : 0);
  return part(probability) + part(1 - probability);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
