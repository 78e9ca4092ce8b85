import { describeValue, GenrekitError } from '../errors.ts';
import { checkNumber, resolveOptions } from '../options.ts';

/** How many labels a sample may get. */
export interface LabelLimits {
  /**
   * A sample with fewer labels gets those with the highest ratio of probability to threshold besides.
   * @defaultValue `0`
   */
  readonly atLeast?: number;
  /**
   * A sample with more labels keeps those with the highest ratio of probability to threshold.
   * @defaultValue `'unlimited'`
   */
  readonly atMost?: number | 'unlimited';
}

/** Every label whose probability reaches its tuned threshold. */
export interface ThresholdDecoderOptions extends LabelLimits {
  readonly kind: 'threshold';
}

/** Every label whose probability reaches one fixed number: at 0.5, the fewest wrong decisions (Hamming loss). */
export interface CalibratedDecoderOptions extends LabelLimits {
  readonly kind: 'calibrated';
  /**
   * The least probability.
   * @defaultValue `0.5`
   */
  readonly probability?: number;
}

/** The labels with the highest probabilities, however low. */
export interface TopKDecoderOptions {
  readonly kind: 'topK';
  /**
   * How many labels a sample gets.
   * @defaultValue `3`
   */
  readonly k?: number;
}

/** For each sample, as many of its most probable labels as make the F1 of that sample best (Lewis 1995). */
export interface ExpectedF1DecoderOptions {
  readonly kind: 'expectedF1';
}

/** The most probable of the label sets that occur in training: the most samples entirely right. */
export interface LabelSetDecoderOptions {
  readonly kind: 'labelSet';
  /**
   * How much it counts that labels like or avoid each other's company: 0 = not at all; `'learned'` = as
   * cross-validation found best.
   * @defaultValue `'learned'`
   */
  readonly weight?: number | 'learned';
}

/** The one most probable label. */
export interface SingleLabelDecoderOptions {
  readonly kind: 'singleLabel';
}

/** A set of labels that misses no more of the true ones than asked, on average (conformal risk control). */
export interface ConformalDecoderOptions {
  readonly kind: 'conformal';
  /**
   * The share of a sample's true labels that may be missed, on average; 0.01 to 0.5, counted in whole percents.
   * @defaultValue `0.1`
   */
  readonly missRate?: number;
}

/** How probabilities become labels. */
export type DecoderOptions =
  | ThresholdDecoderOptions
  | CalibratedDecoderOptions
  | TopKDecoderOptions
  | ExpectedF1DecoderOptions
  | LabelSetDecoderOptions
  | SingleLabelDecoderOptions
  | ConformalDecoderOptions;

/** The name of a decoder. */
export type DecoderKind = DecoderOptions['kind'];

/** {@link DecoderOptions} with every option set. */
export type ResolvedDecoderOptions =
  | Required<ThresholdDecoderOptions>
  | Required<CalibratedDecoderOptions>
  | Required<TopKDecoderOptions>
  | Required<ExpectedF1DecoderOptions>
  | Required<LabelSetDecoderOptions>
  | Required<SingleLabelDecoderOptions>
  | Required<ConformalDecoderOptions>;

/** The settings of each kind of decoder when it is given none. */
export const decoderDefaults: {
  readonly [Kind in DecoderKind]: Extract<ResolvedDecoderOptions, { readonly kind: Kind }>;
} = /* @__PURE__ */ Object.freeze({
  threshold: { kind: 'threshold', atLeast: 0, atMost: 'unlimited' },
  calibrated: { kind: 'calibrated', probability: 0.5, atLeast: 0, atMost: 'unlimited' },
  topK: { kind: 'topK', k: 3 },
  expectedF1: { kind: 'expectedF1' },
  labelSet: { kind: 'labelSet', weight: 'learned' },
  singleLabel: { kind: 'singleLabel' },
  conformal: { kind: 'conformal', missRate: 0.1 },
});

/**
 * Fills in defaults and checks every option.
 *
 * @param given - what the caller passed; absent = `{ kind: 'threshold' }`
 * @param owner - how messages name the options
 * @throws GenrekitError `invalid-option` for an unknown kind, or an option that is unknown, wrong, or clashes
 */
export function resolveDecoderOptions(
  given: unknown = decoderDefaults.threshold,
  owner = 'decoder',
): ResolvedDecoderOptions {
  const kind: unknown = (given as { kind?: unknown } | null)?.kind;
  if (typeof kind !== 'string' || !Object.hasOwn(decoderDefaults, kind)) {
    const shown = kind === undefined ? describeValue(given) : `kind ${describeValue(kind)}`;
    const kinds = Object.keys(decoderDefaults).map((name) => `'${name}'`);
    throw new GenrekitError(
      'invalid-option',
      `${owner} must be an object whose kind is one of ${kinds.join(', ')}; got ${shown}.`,
    );
  }
  const options = resolveOptions<ResolvedDecoderOptions>(owner, given, decoderDefaults[kind as DecoderKind]);
  switch (options.kind) {
    case 'threshold':
      checkLimits(owner, options);
      break;
    case 'calibrated':
      checkNumber(`${owner}.probability`, options.probability, { above: 0, max: 1 });
      checkLimits(owner, options);
      break;
    case 'topK':
      checkNumber(`${owner}.k`, options.k, { min: 1, isInteger: true });
      break;
    case 'labelSet':
      if (options.weight !== 'learned') checkNumber(`${owner}.weight`, options.weight, { min: 0, max: 10 });
      break;
    case 'conformal':
      checkNumber(`${owner}.missRate`, options.missRate, { min: 0.01, max: 0.5 });
      break;
    default:
  }
  return Object.freeze(options);
}

function checkLimits(owner: string, { atLeast, atMost }: Required<LabelLimits>): void {
  checkNumber(`${owner}.atLeast`, atLeast, { min: 0, isInteger: true });
  if (atMost === 'unlimited') return;
  checkNumber(`${owner}.atMost`, atMost, { min: 1, isInteger: true });
  if (atLeast > atMost) {
    throw new GenrekitError(
      'invalid-option',
      `${owner}.atLeast must not exceed ${owner}.atMost; got ${atLeast} and ${atMost}.`,
    );
  }
}
