import { cosine } from '../math/waves.ts';

/**
 * How the learning rate goes over a training: up in a line during the warm-up, then
 *
 * - `linear`: down in a line;
 * - `cosine`: down along half a cosine (Loshchilov and Hutter 2017);
 * - `oneCycle`: up along half a cosine from a twenty-fifth during the warm-up, then down along another (Smith and Topin 2018);
 * - `constant`: on as it is.
 */
export type Schedule = 'linear' | 'cosine' | 'oneCycle' | 'constant';

/** Settings of `rateAt`. */
export interface ScheduleSettings {
  readonly schedule: Schedule;
  /** Share of the steps that the warm-up takes. */
  readonly warmUpShare: number;
  /** What is left at the end, as a share of the highest rate. */
  readonly finalShare: number;
}

const CYCLE_START = 1 / 25;

/**
 * @param step - 0 for the first step
 * @param total - number of steps
 * @param settings - see {@link ScheduleSettings}
 * @returns the learning rate of the step, as a share of the highest: above 0, at most 1
 */
export function rateAt(step: number, total: number, settings: ScheduleSettings): number {
  const { schedule, warmUpShare, finalShare } = settings;
  const warmUp = Math.ceil(total * warmUpShare);
  if (step < warmUp) {
    if (schedule !== 'oneCycle') return (step + 1) / warmUp;
    return CYCLE_START + (1 - CYCLE_START) * halfWave((step + 1) / warmUp);
  }
  const gone = total - warmUp <= 1 ? 0 : (step - warmUp) / (total - warmUp - 1);
  if (schedule === 'constant') return 1;
  return 1 - (1 - finalShare) * (schedule === 'linear' ? gone : halfWave(gone));
}

/** From 0 to 1 along half a cosine. */
function halfWave(share: number): number {
  return 0.5 - 0.5 * cosine(Math.PI * share);
}
