import type { Calibration } from '../calibration/Calibration.ts';
import { describeValue, GenrekitError } from '../errors.ts';
import { createRowDecoder } from '../thresholds/createRowDecoder.ts';
import { type DecoderOptions, resolveDecoderOptions } from '../thresholds/DecoderOptions.ts';
import type { LabelSets } from '../thresholds/LabelSets.ts';
import type { MissRates } from '../thresholds/MissRates.ts';
import type { RowDecoder } from '../thresholds/RowDecoder.ts';
import type { ThresholdObjective } from '../thresholds/ThresholdOptions.ts';
import type { Thresholds } from '../thresholds/Thresholds.ts';

/** Everything between the raw scores of one input shape and its genres. */
export class Decision {
  /* The last call. */
  private last?: readonly [DecoderOptions, ThresholdObjective | undefined, RowDecoder];

  /**
   * @param calibration - makes scores probabilities
   * @param thresholds - one set for each objective that predictions can ask for; the first is the default
   * @param labelSets - the sets of genres seen in training; absent when no training row told all its genres
   * @param missRates - for sets of genres that miss few
   */
  constructor(
    readonly calibration: Calibration,
    readonly thresholds: readonly Thresholds[],
    readonly labelSets: LabelSets | undefined,
    readonly missRates: MissRates,
  ) {}

  /**
   * @param options - how to decode; an object that is not changed afterwards
   * @param objective - which thresholds to use; the default ones when absent
   * @returns the decoder, the one of the last call if that had the same arguments
   * @throws GenrekitError `invalid-option`
   */
  decoderFor(options: DecoderOptions, objective?: ThresholdObjective): RowDecoder {
    const { last } = this;
    if (last?.[0] === options && last[1] === objective) return last[2];
    const settings = resolveDecoderOptions(options);
    const thresholds = this.thresholdsFor(objective);
    const { labels } = this.calibration;
    const decoder = createRowDecoder(settings, { ...this, labels, thresholds });
    this.last = [options, objective, decoder];
    return decoder;
  }

  /**
   * @param objective - what the thresholds were tuned for; the default ones when absent
   * @throws GenrekitError `invalid-option` when the model has none for it
   */
  thresholdsFor(objective?: ThresholdObjective): Thresholds {
    const found =
      objective === undefined
        ? this.thresholds[0]
        : this.thresholds.find((thresholds) => thresholds.objective === objective);
    if (found !== undefined) return found;
    const known = this.thresholds.map((thresholds) => `'${thresholds.objective}'`).join(', ');
    throw new GenrekitError(
      'invalid-option',
      `This model has no thresholds for the objective ${describeValue(objective)}; it has some for ${known}. ` +
        'Fit it with thresholds: { objective } to get others.',
    );
  }
}
