import { Presets, SingleBar } from 'cli-progress';
import type { Progress } from '../learners/FitContext.ts';
import type { Streams } from './Output.ts';

/** Shows how far a fit is: a bar on a terminal, one line a stage elsewhere. */
export class ProgressReporter {
  private bar: SingleBar | undefined;
  private stage = '';

  /** @param streams - progress goes to the error stream, so that results can be piped */
  constructor(private readonly streams: Streams) {}

  /** Give this to `onProgress`. */
  readonly report = ({ stage, done, total }: Progress): void => {
    if (stage !== this.stage) this.begin(stage, total);
    this.bar?.update(done);
  };

  /** Takes the bar off the screen. */
  stop(): void {
    this.bar?.stop();
    this.bar = undefined;
  }

  private begin(stage: string, total: number): void {
    this.stage = stage;
    if (this.streams.stderr.isTTY !== true) {
      this.streams.stderr.write(`${stage}\n`);
      return;
    }
    this.stop();
    this.bar = new SingleBar(
      {
        format: `${stage.padEnd(14)} {bar} {value}/{total}`,
        hideCursor: true,
        clearOnComplete: true,
        stream: this.streams.stderr as NodeJS.WritableStream,
      },
      Presets.shades_classic,
    );
    this.bar.start(total, 0);
  }
}
