import { parentPort } from 'node:worker_threads';
import { GenrekitError } from '../errors.ts';
import { fitTogether } from '../learners/fitBinary.ts';
import { prepareRows } from '../learners/prepareRows.ts';
import type { RowLanes } from '../learners/RowLanes.ts';
import { readMatrix, type WorkerReply, type WorkerTask } from './workerMessages.ts';

/* The thread that a worker pool starts: it fits groups of problems until the pool ends it. */

let preparedId: number | undefined;
let prepared: RowLanes | undefined;

parentPort?.on('message', (task: WorkerTask) => {
  const reply = answer(task);
  const arrays = 'fits' in reply ? reply.fits.flatMap(({ weights, dual }) => [weights, dual]) : [];
  parentPort?.postMessage(
    reply,
    arrays.map(({ buffer }) => buffer as ArrayBuffer),
  );
});

function answer(task: WorkerTask): WorkerReply {
  try {
    const checkpoint = () => {
      if (Atomics.load(task.stopFlag, 0) !== 0) throw new GenrekitError('aborted', 'The fit was stopped.');
    };
    checkpoint();
    if (prepared === undefined || preparedId !== task.matrixId) {
      prepared = undefined; // the old rows may go before the new ones come
      prepared = prepareRows(readMatrix(task.matrix));
      preparedId = task.matrixId;
    }
    return { fits: fitTogether(prepared, task.problems, task.learner, { seed: task.seed, checkpoint }) };
  } catch (error) {
    return {
      code: error instanceof GenrekitError ? error.code : undefined,
      message: error instanceof Error ? error.message : String(error),
    };
  }
}
