import { describeValue, GenrekitError } from '../errors.ts';
import type { FitContext } from '../learners/FitContext.ts';
import { resolveOptions } from '../options.ts';

/** What a fit accepts besides the movies. */
export type FitOptions = Pick<FitContext, 'signal' | 'onProgress' | 'trainer'>;

/**
 * @param given - what the caller passed
 * @returns the options, checked
 * @throws GenrekitError `invalid-option`
 */
export function checkFitOptions(given: unknown): FitOptions {
  const none: FitOptions = { signal: undefined, onProgress: undefined, trainer: undefined };
  const options = resolveOptions('fit', given, none);
  const { signal, onProgress, trainer } = options;
  // By what they can do, not by class: each may come from another realm or a polyfill.
  const isSignal = typeof signal?.aborted === 'boolean' && typeof signal.addEventListener === 'function';
  if (signal !== undefined && !isSignal) throw badOption('signal', 'an AbortSignal', signal);
  if (onProgress !== undefined && typeof onProgress !== 'function') {
    throw badOption('onProgress', 'a function', onProgress);
  }
  if (trainer !== undefined && typeof trainer?.trainLabels !== 'function') {
    throw badOption('trainer', 'made by createWorkerPool()', trainer);
  }
  return options;
}

function badOption(name: string, wanted: string, value: unknown): GenrekitError {
  return new GenrekitError('invalid-option', `fit.${name} must be ${wanted}; got ${describeValue(value)}.`);
}
