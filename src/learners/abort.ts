import { GenrekitError } from '../errors.ts';

/**
 * Stops a computation that the caller no longer wants.
 *
 * @param signal - the caller's signal, if any
 * @throws GenrekitError `aborted` when the signal has fired; `cause` is the signal's reason
 */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  throw new GenrekitError('aborted', 'The computation was stopped by its AbortSignal.', {
    cause: signal.reason,
  });
}

/**
 * Lets the event loop run, so that signals can fire and displays can be drawn between two steps of a computation.
 *
 * @returns a promise that is kept in the next turn of the event loop
 */
export function pause(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
