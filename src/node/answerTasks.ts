import { parentPort } from 'node:worker_threads';
import { GenrekitError } from '../errors.ts';
import type { WorkerReply } from './workerMessages.ts';

/**
 * Makes this thread do every task that it is sent, and send back the result or why there is none.
 *
 * @param work - does a task
 * @param memoryOf - memory that goes to the other side with a result instead of being copied
 */
export function answerTasks<Task, Result>(
  work: (task: Task) => Result,
  memoryOf: (result: Result) => ArrayBuffer[] = () => [],
): void {
  parentPort?.on('message', (task: Task) => {
    const reply = attempt(work, task);
    parentPort?.postMessage(reply, 'result' in reply ? memoryOf(reply.result) : []);
  });
}

function attempt<Task, Result>(work: (task: Task) => Result, task: Task): WorkerReply<Result> {
  try {
    return { result: work(task) };
  } catch (error) {
    return {
      code: error instanceof GenrekitError ? error.code : undefined,
      message: error instanceof Error ? error.message : String(error),
    };
  }
}
