import { describeValue, GenrekitError } from '../errors.ts';
import { softplus } from '../math/log1p.ts';
import { exp, log, sigmoid } from '../math/transcendental.ts';
import { checkNumber, resolveOptions } from '../options.ts';

/**
 * What training makes small; all three look at each label by itself.
 *
 * - `bce`: binary cross-entropy.
 * - `focal`: the same, each cell weighted by (1 - p)^gamma, p the probability given to the truth: easy cells count less
 *   (Lin, Goyal, Girshick, He and Dollár 2017).
 * - `asymmetric`: the same with a gamma each for the labels that are there and those that are not, and probabilities of
 *   the latter lowered by `clip`, so that very easy ones count nothing (Ridnik and others 2021).
 */
export type LossOptions =
  | { readonly kind: 'bce' }
  | { readonly kind: 'focal'; readonly gamma?: number }
  | {
      readonly kind: 'asymmetric';
      readonly gammaPositive?: number;
      readonly gammaNegative?: number;
      readonly clip?: number;
    };

/** {@link LossOptions} in one form that all three share; made by `lossSettings`. */
export interface LossSettings {
  readonly kind: LossOptions['kind'];
  readonly gammaPositive: number;
  readonly gammaNegative: number;
  readonly clip: number;
}

const FOCAL_GAMMA = 2;
const asymmetricDefaults: LossSettings = {
  kind: 'asymmetric',
  gammaPositive: 0,
  gammaNegative: 4,
  clip: 0.05,
};

/**
 * @param owner - how messages name the option
 * @param given - what the caller passed
 * @returns the same, every option set
 * @throws GenrekitError `invalid-option`
 */
export function checkLoss(owner: string, given: unknown): LossOptions {
  const kind: unknown = (given as LossOptions | undefined)?.kind;
  const bounds = { min: 0, max: 20 };
  if (kind === 'bce') {
    return resolveOptions(owner, given, { kind });
  }
  if (kind === 'focal') {
    const { gamma } = resolveOptions(owner, given, { kind, gamma: FOCAL_GAMMA });
    checkNumber(`${owner}.gamma`, gamma, bounds);
    return { kind, gamma };
  }
  if (kind === 'asymmetric') {
    const settings = resolveOptions(owner, given, asymmetricDefaults);
    checkNumber(`${owner}.gammaPositive`, settings.gammaPositive, bounds);
    checkNumber(`${owner}.gammaNegative`, settings.gammaNegative, bounds);
    checkNumber(`${owner}.clip`, settings.clip, { min: 0, max: 0.5 });
    return { ...settings, kind };
  }
  throw new GenrekitError(
    'invalid-option',
    `${owner}.kind must be 'bce', 'focal' or 'asymmetric'; got ${describeValue(kind)}.`,
  );
}

/**
 * @param options - from {@link checkLoss}
 * @returns the loss, in the form that all share
 */
export function lossSettings(options: LossOptions): LossSettings {
  const { kind } = options;
  if (kind === 'bce') return { kind, gammaPositive: 0, gammaNegative: 0, clip: 0 };
  if (kind === 'asymmetric') return { ...asymmetricDefaults, ...options };
  const { gamma = FOCAL_GAMMA } = options;
  return { kind, gammaPositive: gamma, gammaNegative: gamma, clip: 0 };
}

/** The loss of one cell, and its derivative by the score. */
export interface CellLoss {
  value: number;
  slope: number;
}

/**
 * @param settings - which loss
 * @param score - of the cell, before the logistic function
 * @param target - 0 to 1; between the two with label smoothing
 * @param result - overwritten
 */
export function cellLoss(settings: LossSettings, score: number, target: number, result: CellLoss): void {
  const { kind, gammaPositive, gammaNegative, clip } = settings;
  const p = sigmoid(score);
  if (kind === 'bce') {
    result.value = softplus(score) - target * score;
    result.slope = p - target;
    return;
  }
  result.value = 0;
  result.slope = 0;
  if (target > 0) addFocused(result, target, gammaPositive, softplus(-score), p, 1 - p);
  if (target < 1) {
    // Lowering the probability of an absent label by the clip: beyond it, p and log(1 - p) are those of p - clip.
    const lowered = p - clip;
    if (lowered <= 0) return;
    const other = clip === 0 ? softplus(score) : -log(1 - lowered);
    const before = result.slope;
    result.slope = 0;
    addFocused(result, 1 - target, gammaNegative, other, 1 - lowered, lowered);
    // d lowered / d score = p (1 - p), where the formula has (1 - lowered) lowered.
    const chain = clip === 0 ? 1 : (p * (1 - p)) / ((1 - lowered) * lowered);
    result.slope = before - result.slope * chain;
  }
}

/**
 * Adds share * missed^gamma * surprise, where `held` is the probability given to the truth, `missed` the rest, and
 * `surprise` -ln(held); and its derivative by the log-odds of the truth.
 */
function addFocused(
  result: CellLoss,
  share: number,
  gamma: number,
  surprise: number,
  held: number,
  missed: number,
): void {
  const focus = gamma === 0 ? 1 : missed <= 0 ? 0 : exp(gamma * log(missed));
  result.value += share * focus * surprise;
  result.slope -= share * focus * (gamma * held * surprise + missed);
}
