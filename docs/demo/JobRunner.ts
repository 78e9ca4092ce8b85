import type { FromWorker, Job, JobProgress, JobResults, ToWorker } from './jobs.ts';

/** The whole script of the page; the build wraps it in this function. */
declare function genrekitDemo(): void;

/** How to follow a job and to stop it. */
interface RunOptions {
  readonly onProgress?: (progress: JobProgress) => void;
  readonly signal?: AbortSignal;
}

/** How long a worker has to stop by itself, in milliseconds. */
const PATIENCE = 2000;

let address: string | undefined;

/** Does one job at a time in a worker of its own. */
export class JobRunner {
  private worker: Worker | undefined;

  /**
   * @param job - what to do
   * @param options - how to follow it and to stop it
   * @returns what came out
   * @throws Error with the worker's message when the job fails or is stopped
   */
  run<J extends Job>(job: J, { onProgress, signal }: RunOptions = {}): Promise<JobResults[J['kind']]> {
    this.worker ??= startWorker();
    const worker = this.worker;
    const tell = (message: ToWorker) => worker.postMessage(message);
    return new Promise<JobResults[J['kind']]>((resolve, reject) => {
      let lastChance: ReturnType<typeof setTimeout> | undefined;
      const fail = (message: string) => {
        this.end();
        reject(new Error(message));
      };
      const stop = () => {
        tell({ kind: 'stop' });
        lastChance = setTimeout(() => fail('Stopped.'), PATIENCE);
      };
      worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
        if (data.kind === 'progress') {
          onProgress?.(data.progress);
          return;
        }
        clearTimeout(lastChance);
        signal?.removeEventListener('abort', stop);
        if (data.kind === 'done') resolve(data.result as JobResults[J['kind']]);
        else reject(new Error(data.message));
      };
      worker.onerror = ({ message }) => fail(message || 'The worker could not start.');
      signal?.addEventListener('abort', stop);
      tell({ kind: 'start', job });
    });
  }

  /** Ends the worker, with whatever it is doing. */
  end(): void {
    this.worker?.terminate();
    this.worker = undefined;
  }
}

/** From the page's own code, which a page that was opened from a disk could not fetch. */
function startWorker(): Worker {
  address ??= URL.createObjectURL(new Blob([`(${genrekitDemo})()`], { type: 'text/javascript' }));
  return new Worker(address);
}
