import { log1p } from '../math/log1p.ts';
import { exp, log } from '../math/transcendental.ts';
import { type KnownCells, smoothedTargets } from './knownCells.ts';
import { PlattCalibrator } from './PlattCalibrator.ts';

const ITERATION_LIMIT = 100;
const SHORTEST_STEP = 1e-10;
const RIDGE = 1e-12; // keeps the Hessian invertible where all scores are nearly equal

/**
 * Fits Platt's curve by maximum likelihood on smoothed targets (Platt 1999), with Newton's method and backtracking in
 * the numerically stable form of Lin, Lin and Weng (2007).
 *
 * Scores are standardised first: the optimum is the same, and the stopping rule no longer depends on their scale.
 *
 * @param cells - scores, truth and weights of one label, with at least one positive and one negative
 * @returns the curve, or `undefined` when no rising curve fits: all scores are equal, or lower scores go with more
 * positives
 */
export function fitPlatt(cells: KnownCells): PlattCalibrator | undefined {
  const { mean, deviation } = spreadOf(cells);
  if (deviation === 0) return undefined;
  const problem = standardise(cells, mean, deviation);
  const { slope, intercept } = newton(problem);
  if (!(slope > 0)) return undefined;
  return new PlattCalibrator(slope / deviation, intercept - (slope * mean) / deviation);
}

interface PlattProblem {
  readonly scores: Float64Array;
  readonly targets: Float64Array;
  readonly weights: Float64Array;
  readonly weightSum: number;
  readonly startIntercept: number;
}

function spreadOf({ scores, weights, positiveWeight, negativeWeight }: KnownCells) {
  const total = positiveWeight + negativeWeight;
  let lowest = scores[0]!;
  let highest = lowest;
  let mean = 0;
  for (let i = 0; i < scores.length; i++) {
    mean += (weights[i]! / total) * scores[i]!;
    if (scores[i]! < lowest) lowest = scores[i]!;
    if (scores[i]! > highest) highest = scores[i]!;
  }
  // The mean of equal numbers may differ from them by rounding, so equality is judged by the range.
  if (lowest === highest) return { mean, deviation: 0 };
  let variance = 0;
  for (let i = 0; i < scores.length; i++) variance += (weights[i]! / total) * (scores[i]! - mean) ** 2;
  return { mean, deviation: Math.sqrt(variance) };
}

function standardise(cells: KnownCells, mean: number, deviation: number): PlattProblem {
  const { positiveWeight, negativeWeight } = cells;
  const { positive, negative } = smoothedTargets(cells);
  return {
    scores: cells.scores.map((score) => (score - mean) / deviation),
    targets: Float64Array.from(cells.truth, (isPositive) => (isPositive === 1 ? positive : negative)),
    weights: cells.weights,
    weightSum: positiveWeight + negativeWeight,
    startIntercept: log((positiveWeight + 1) / (negativeWeight + 1)),
  };
}

function newton(problem: PlattProblem): { slope: number; intercept: number } {
  const { weightSum } = problem;
  let slope = 0;
  let intercept = problem.startIntercept;
  let at = derivativesAt(problem, slope, intercept);
  for (let iteration = 0; iteration < ITERATION_LIMIT; iteration++) {
    const { slopeGradient, interceptGradient, hessianSlope, hessianIntercept, hessianMixed } = at;
    const determinant = hessianSlope * hessianIntercept - hessianMixed * hessianMixed;
    const slopeStep = (hessianMixed * interceptGradient - hessianIntercept * slopeGradient) / determinant;
    const interceptStep = (hessianMixed * slopeGradient - hessianSlope * interceptGradient) / determinant;
    const descent = slopeGradient * slopeStep + interceptGradient * interceptStep;
    // This close to the optimum the loss is flat to rounding and cannot judge a step, but Newton's step is at its best.
    if (-descent <= 1e-11 * weightSum)
      return { slope: slope + slopeStep, intercept: intercept + interceptStep };
    let step = 1;
    for (; step >= SHORTEST_STEP; step /= 2) {
      // The first try is mostly the last, so its derivatives are not for nothing.
      const candidate = derivativesAt(problem, slope + step * slopeStep, intercept + step * interceptStep);
      if (candidate.loss < at.loss + 1e-4 * step * descent) {
        slope += step * slopeStep;
        intercept += step * interceptStep;
        at = candidate;
        break;
      }
    }
    if (step < SHORTEST_STEP) break;
  }
  return { slope, intercept };
}

/** Cross-entropy between targets and curve, the sum of softplus(z) - target * z, with its derivatives, in one pass. */
function derivativesAt(problem: PlattProblem, slope: number, intercept: number) {
  const { scores, targets, weights, weightSum } = problem;
  let loss = 0;
  let slopeGradient = 0;
  let interceptGradient = 0;
  let hessianSlope = RIDGE * weightSum;
  let hessianIntercept = RIDGE * weightSum;
  let hessianMixed = 0;
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i]!;
    const weight = weights[i]!;
    const logOdds = slope * score + intercept;
    // sigmoid and softplus share their exponential
    const small = exp(-Math.abs(logOdds));
    const probability = (logOdds >= 0 ? 1 : small) / (1 + small);
    const residual = weight * (probability - targets[i]!);
    const curvature = weight * probability * (1 - probability);
    loss += weight * (Math.max(logOdds, 0) + log1p(small) - targets[i]! * logOdds);
    slopeGradient += residual * score;
    interceptGradient += residual;
    hessianSlope += curvature * score * score;
    hessianIntercept += curvature;
    hessianMixed += curvature * score;
  }
  return { loss, slopeGradient, interceptGradient, hessianSlope, hessianIntercept, hessianMixed };
}
