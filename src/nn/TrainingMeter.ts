import type { EpochReport, FitContext } from '../learners/FitContext.ts';
import type { StepReport } from './EncoderTrainer.ts';

/** Losses of so many steps make the one shown, each step counting this much more than the one before. */
const LOSS_DECAY = 0.98;

/** Tells how training goes. Time is measured for display alone: nothing that is computed depends on it. */
export class TrainingMeter {
  private done = 0;
  private loss = 0;
  private lossWeight = 0;
  private tokenCount = 0;
  private readonly started = performance.now();
  private readonly total: number;
  private lastReport: EpochReport | undefined;

  /**
   * @param context - whose listener is told
   * @param epochs - number of epochs
   * @param stepsPerEpoch - number of steps in each
   */
  constructor(
    private readonly context: FitContext,
    private readonly epochs: number,
    stepsPerEpoch: number,
  ) {
    this.total = Math.max(1, epochs * stepsPerEpoch);
  }

  /**
   * @param epoch - 1 for the first
   * @param report - of a step of it
   */
  endStep(epoch: number, { loss, tokenCount }: StepReport): void {
    this.loss = this.loss * LOSS_DECAY + loss;
    this.lossWeight = this.lossWeight * LOSS_DECAY + 1;
    this.tokenCount += tokenCount;
    this.done++;
    const seconds = Math.max(1e-9, (performance.now() - this.started) / 1000);
    // The last step is told at the end, when the last epoch has been judged.
    if (this.done >= this.total) return;
    this.context.onProgress?.({
      stage: 'training',
      done: this.done,
      total: this.total,
      training: {
        epoch,
        loss: this.loss / this.lossWeight,
        tokensPerSecond: this.tokenCount / seconds,
        secondsLeft: (seconds / this.done) * (this.total - this.done),
        lastEpoch: this.lastReport,
      },
    });
  }

  /** @param report - of the epoch that has ended */
  endEpoch(report: EpochReport): void {
    this.lastReport = report;
  }

  /** Tells that training has ended, be it before its last step. */
  end(): void {
    const seconds = Math.max(1e-9, (performance.now() - this.started) / 1000);
    this.context.onProgress?.({
      stage: 'training',
      done: this.total,
      total: this.total,
      training: {
        epoch: this.lastReport?.epoch ?? this.epochs,
        loss: this.lastReport?.loss ?? 0,
        tokensPerSecond: this.tokenCount / seconds,
        secondsLeft: 0,
        lastEpoch: this.lastReport,
      },
    });
  }
}
