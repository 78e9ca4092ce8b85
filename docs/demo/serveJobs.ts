import { classifyTable } from './classifyTable.ts';
import { messageOf } from './dom.ts';
import { explainGenre } from './explainGenre.ts';
import { findFewestWords } from './findFewestWords.ts';
import type { FromWorker, Job, JobProgress, JobResults, ToWorker } from './jobs.ts';
import { trainOnTable } from './trainOnTable.ts';

/** The global scope of a worker, as far as it is used. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker): void;
}

/** Makes this thread a worker that does one job after another. */
export function serveJobs(): void {
  const scope = globalThis as unknown as WorkerScope;
  let controller = new AbortController();
  scope.onmessage = async ({ data }) => {
    if (data.kind === 'stop') {
      controller.abort();
      return;
    }
    controller = new AbortController();
    try {
      const onProgress = (progress: JobProgress) => scope.postMessage({ kind: 'progress', progress });
      const result = await doJob(data.job, onProgress, controller.signal);
      scope.postMessage({ kind: 'done', result });
    } catch (error) {
      scope.postMessage({ kind: 'failed', message: messageOf(error) });
    }
  };
}

function doJob(
  job: Job,
  onProgress: (progress: JobProgress) => void,
  signal: AbortSignal,
): Promise<JobResults[Job['kind']]> {
  switch (job.kind) {
    case 'classify':
      return classifyTable(job, onProgress, signal);
    case 'train':
      return trainOnTable(job, onProgress, signal);
    case 'explain':
      return explainGenre(job);
    case 'fewestWords':
      return findFewestWords(job);
  }
}
