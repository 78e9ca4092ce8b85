import { GenrekitError } from '../errors.ts';

/**
 * Runs something that must fail, and fail in the right way.
 *
 * @param run - what to run; may be asynchronous
 * @returns the GenrekitError that it throws
 * @throws whatever else it throws, or an Error when it does not fail
 */
export async function caught(run: () => unknown): Promise<GenrekitError> {
  let result: unknown;
  try {
    result = await run();
  } catch (error) {
    if (error instanceof GenrekitError) return error;
    throw error;
  }
  throw new Error(`This should have failed, but gave ${String(result)}.`);
}
