import { Presets, SingleBar } from 'cli-progress';
import type { EpochReport, Progress, TrainingProgress } from '../learners/FitContext.ts';
import type { Streams } from './Output.ts';

/** Shows how far a fit is: a bar on a terminal, one line a stage and an epoch elsewhere. */
export class ProgressReporter {
  private bar: SingleBar | undefined;
  private stage = '';
  private epoch = 0;

  /** @param streams - progress goes to the error stream, so that results can be piped */
  constructor(private readonly streams: Streams) {}

  /** Give this to `onProgress`. */
  readonly report = ({ stage, done, total, training }: Progress): void => {
    if (stage !== this.stage) this.begin(stage, total);
    if (training?.lastEpoch && training.lastEpoch.epoch !== this.epoch) this.tellEpoch(training);
    this.bar?.update(done, { training: training === undefined ? '' : describeTraining(training) });
  };

  /** Takes the bar off the screen. */
  stop(): void {
    this.bar?.stop();
    this.bar = undefined;
  }

  private begin(stage: string, total: number): void {
    this.stage = stage;
    this.epoch = 0;
    if (this.streams.stderr.isTTY !== true) {
      this.streams.stderr.write(`${stage}\n`);
      return;
    }
    this.stop();
    this.bar = new SingleBar(
      {
        format: `${stage.padEnd(14)} {bar} {value}/{total}{training}`,
        hideCursor: true,
        clearOnComplete: true,
        stream: this.streams.stderr as NodeJS.WritableStream,
      },
      Presets.shades_classic,
    );
    this.bar.start(total, 0, { training: '' });
  }

  private tellEpoch(training: TrainingProgress): void {
    const { lastEpoch } = training;
    this.epoch = lastEpoch!.epoch;
    if (this.bar === undefined) {
      this.streams.stderr.write(`${describeEpoch(lastEpoch!)}, ${describeSpeed(training)}\n`);
    }
  }
}

function describeTraining(training: TrainingProgress): string {
  return `  epoch ${training.epoch}  loss ${training.loss.toFixed(4)}  ${describeSpeed(training)}`;
}

function describeEpoch({ epoch, loss, validLoss, validMicroF1 }: EpochReport): string {
  const judged =
    validLoss === undefined || validMicroF1 === undefined
      ? ''
      : `, on rows kept from it: loss ${validLoss.toFixed(4)}, micro-F1 ${validMicroF1.toFixed(4)}`;
  return `epoch ${epoch}: loss ${loss.toFixed(4)}${judged}`;
}

function describeSpeed({ tokensPerSecond, secondsLeft }: TrainingProgress): string {
  const seconds = Math.ceil(secondsLeft);
  const left = seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.round(tokensPerSecond).toLocaleString('en')} tokens/s, ${left} left`;
}
