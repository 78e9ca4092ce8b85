import { checkSameLabels } from '../calibration/checkSameLabels.ts';
import { GenrekitError } from '../errors.ts';
import type { LabelSet } from '../labels/LabelSet.ts';
import {
  type DecoderOptions,
  decoderDefaults,
  type LabelLimits,
  resolveDecoderOptions,
} from './DecoderOptions.ts';
import { ExpectedF1Decoder } from './ExpectedF1Decoder.ts';
import { LabelSetDecoder } from './LabelSetDecoder.ts';
import type { LabelSets } from './LabelSets.ts';
import type { MissRates } from './MissRates.ts';
import type { RowDecoder } from './RowDecoder.ts';
import { ThresholdDecoder } from './ThresholdDecoder.ts';
import type { Thresholds } from './Thresholds.ts';
import { TopKDecoder } from './TopKDecoder.ts';

/** What decoders decide with besides probabilities. */
export interface DecoderParts {
  /** The columns. */
  readonly labels: LabelSet;
  /** For `threshold`. */
  readonly thresholds?: Thresholds | undefined;
  /** For `labelSet`. */
  readonly labelSets?: LabelSets | undefined;
  /** For `conformal`. */
  readonly missRates?: MissRates | undefined;
}

/**
 * Makes the decoder that options describe, to decide one sample at a time: all that predicting needs.
 *
 * @param options - settings; see {@link DecoderOptions}
 * @param parts - what was learned
 * @throws GenrekitError `invalid-option` for bad settings, or for a kind whose learned part is missing;
 * `shape-mismatch` for a part of other labels
 */
export function createRowDecoder(options: DecoderOptions | undefined, parts: DecoderParts): RowDecoder {
  const settings = resolveDecoderOptions(options);
  const { labels, thresholds, labelSets, missRates } = parts;
  switch (settings.kind) {
    case 'threshold':
      if (thresholds === undefined) throw missing('threshold', 'tuned thresholds');
      checkSameLabels(thresholds.labels, labels);
      checkFits('atLeast', settings.atLeast, labels);
      return new ThresholdDecoder(labels, thresholds.values, settings);
    case 'calibrated':
      checkFits('atLeast', settings.atLeast, labels);
      return oneThreshold(labels, settings.probability, settings);
    case 'topK':
      checkFits('k', settings.k, labels);
      return new TopKDecoder(labels, settings.k);
    case 'expectedF1':
      return new ExpectedF1Decoder(labels);
    case 'labelSet':
      if (labelSets === undefined) throw missing('labelSet', 'the label sets of training samples');
      checkSameLabels(labelSets.table.labels, labels);
      return new LabelSetDecoder(
        labelSets.table,
        settings.weight === 'learned' ? labelSets.weight : settings.weight,
      );
    case 'conformal':
      if (missRates === undefined) throw missing('conformal', 'miss rates');
      return oneThreshold(labels, missRates.thresholdFor(settings.missRate), decoderDefaults.calibrated);
    case 'singleLabel':
      return new TopKDecoder(labels, Math.min(1, labels.size));
  }
}

function oneThreshold(labels: LabelSet, threshold: number, limits: Required<LabelLimits>): RowDecoder {
  return new ThresholdDecoder(labels, new Float64Array(labels.size).fill(threshold), limits);
}

function checkFits(option: string, count: number, labels: LabelSet): void {
  if (count <= labels.size) return;
  throw new GenrekitError(
    'invalid-option',
    `decoder.${option} must not exceed the number of labels, ${labels.size}; got ${count}.`,
  );
}

function missing(kind: string, part: string): GenrekitError {
  return new GenrekitError(
    'invalid-option',
    `The decoder '${kind}' needs ${part}, which this model does not have; choose another kind.`,
  );
}
