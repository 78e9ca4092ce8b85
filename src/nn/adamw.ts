import type { Numbers } from '../kernels/MatrixKernel.ts';
import { exp, log } from '../math/transcendental.ts';

/** Settings of {@link adamwStep}. */
export interface AdamwSettings {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Drawn off each weight at each step, as a share of the learning rate. */
  readonly weightDecay: number;
}

/** What AdamW remembers of each weight: running means of its gradient and of the gradient's square. */
export interface Moments {
  readonly first: Numbers;
  readonly second: Numbers;
}

/** The settings that most use. */
export const adamwDefaults: AdamwSettings = /* @__PURE__ */ Object.freeze({
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  weightDecay: 0.01,
});

/** The part of an array that a step changes. */
export interface UpdateRange {
  /** Index of its first weight. */
  readonly start: number;
  readonly length: number;
  /** Index of its first gradient. */
  readonly gradientStart: number;
}

/** A step of AdamW, prepared: what is the same for all weights. */
export interface AdamwStep extends AdamwSettings {
  readonly learningRate: number;
  /** Corrections of the two means for having begun at 0. */
  readonly meanFactor: number;
  readonly rootFactor: number;
}

/**
 * @param settings - see {@link AdamwSettings}
 * @param step - 1 for the first step
 * @param learningRate - of this step
 * @returns the step, for {@link adamwUpdate}
 */
export function adamwStep(settings: AdamwSettings, step: number, learningRate: number): AdamwStep {
  const meanFactor = 1 / (1 - power(settings.beta1, step));
  const rootFactor = 1 / Math.sqrt(1 - power(settings.beta2, step));
  return { ...settings, learningRate, meanFactor, rootFactor };
}

/**
 * A step of AdamW (Loshchilov and Hutter, Decoupled weight decay regularization, 2019, algorithm 2): weights first
 * shrink by learningRate * weightDecay, then move by learningRate * mean / (√variance + epsilon).
 *
 * For a table of embeddings the step is lazy: called for the rows of a batch alone, it leaves the means and the weights
 * of all other rows as they are, though plain AdamW would let them go on moving. A step then costs what the batch has,
 * not what the vocabulary has; PyTorch's SparseAdam does the same.
 *
 * @param weights - changed
 * @param gradients - times `scale`, the gradients
 * @param moments - changed; at the places of the weights
 * @param range - which weights
 * @param scale - factor on the gradients, for clipping
 * @param step - from {@link adamwStep}
 */
export function adamwUpdate(
  weights: Numbers,
  gradients: Numbers,
  { first, second }: Moments,
  { start, length, gradientStart }: UpdateRange,
  scale: number,
  step: AdamwStep,
): void {
  const { beta1, beta2, epsilon, rootFactor } = step;
  const rate = step.learningRate * step.meanFactor;
  const kept = 1 - step.learningRate * step.weightDecay;
  const end = start + length;
  for (let i = start, k = gradientStart; i < end; i++, k++) {
    const gradient = gradients[k]! * scale;
    const mean = beta1 * first[i]! + (1 - beta1) * gradient;
    const variance = beta2 * second[i]! + (1 - beta2) * gradient * gradient;
    first[i] = mean;
    second[i] = variance;
    weights[i] = weights[i]! * kept - (rate * mean) / (Math.sqrt(variance) * rootFactor + epsilon);
  }
}

/** base^exponent for a base from 0 to 1. */
export function power(base: number, exponent: number): number {
  return base === 0 ? (exponent === 0 ? 1 : 0) : exp(exponent * log(base));
}
