import { GenrekitError } from '../errors.ts';
import type { BinaryFit } from '../learners/BinaryProblem.ts';
import { fitTogether } from '../learners/fitBinary.ts';
import { prepareRows } from '../learners/prepareRows.ts';
import type { RowLanes } from '../learners/RowLanes.ts';
import { answerTasks } from './answerTasks.ts';
import { readMatrix, type WorkerTask } from './workerMessages.ts';

/* The thread that a worker pool starts: it fits groups of problems until the pool ends it. */

let preparedId: number | undefined;
let prepared: RowLanes | undefined;

answerTasks<WorkerTask, readonly BinaryFit[]>(
  ({ matrixId, matrix, problems, learner, seed, stopFlag }) => {
    const checkpoint = () => {
      if (Atomics.load(stopFlag, 0) !== 0) throw new GenrekitError('aborted', 'The fit was stopped.');
    };
    checkpoint();
    if (prepared === undefined || preparedId !== matrixId) {
      prepared = undefined; // the old rows may go before the new ones come
      prepared = prepareRows(readMatrix(matrix));
      preparedId = matrixId;
    }
    return fitTogether(prepared, problems, learner, { seed, checkpoint });
  },
  (fits) => fits.flatMap(({ weights, dual }) => [weights.buffer, dual.buffer] as ArrayBuffer[]),
);
