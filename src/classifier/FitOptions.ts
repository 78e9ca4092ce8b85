import { describeValue, GenrekitError } from '../errors.ts';
import type { FitContext } from '../learners/FitContext.ts';
import { resolveOptions } from '../options.ts';

/**
 * What a fit accepts besides the movies. Checkpoints are those of the fit that stays: with `calibrateOn: 'folds'`, fits
 * of folds are done anew.
 */
export type FitOptions = Pick<
  FitContext,
  'signal' | 'onProgress' | 'trainer' | 'onCheckpoint' | 'resumeFrom'
>;

/**
 * @param given - what the caller passed
 * @returns the options, checked
 * @throws GenrekitError `invalid-option`
 */
export function checkFitOptions(given: unknown): FitOptions {
  const none: FitOptions = {
    signal: undefined,
    onProgress: undefined,
    trainer: undefined,
    onCheckpoint: undefined,
    resumeFrom: undefined,
  };
  const options = resolveOptions('fit', given, none);
  const { signal, onProgress, trainer, onCheckpoint, resumeFrom } = options;
  // By what they can do, not by class: each may come from another realm or a polyfill.
  const isSignal = typeof signal?.aborted === 'boolean' && typeof signal.addEventListener === 'function';
  if (signal !== undefined && !isSignal) throw badOption('signal', 'an AbortSignal', signal);
  for (const [name, listener] of Object.entries({ onProgress, onCheckpoint })) {
    if (listener !== undefined && typeof listener !== 'function')
      throw badOption(name, 'a function', listener);
  }
  if (trainer !== undefined && typeof trainer?.trainLabels !== 'function') {
    throw badOption('trainer', 'made by createWorkerPool()', trainer);
  }
  const isCheckpoint = isObject(resumeFrom?.settings) && isObject(resumeFrom?.arrays);
  if (resumeFrom !== undefined && !isCheckpoint)
    throw badOption('resumeFrom', 'a checkpoint that onCheckpoint was given', resumeFrom);
  return options;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function badOption(name: string, wanted: string, value: unknown): GenrekitError {
  return new GenrekitError('invalid-option', `fit.${name} must be ${wanted}; got ${describeValue(value)}.`);
}
