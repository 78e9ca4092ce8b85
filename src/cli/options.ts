import { InvalidArgumentError } from 'commander';
import type { MovieTable } from '../data/MovieRow.ts';
import type { Field } from '../text/Movie.ts';
import type { DecoderOptions } from '../thresholds/DecoderOptions.ts';
import type { ThresholdObjective } from '../thresholds/ThresholdOptions.ts';
import type { Streams } from './Output.ts';

/** `--fields title,plot` */
export function parseFields(text: string): Field[] {
  const fields = splitList(text).map((name) => (name === 'description' ? 'plot' : name));
  if (fields.length > 0 && fields.every((field) => field === 'title' || field === 'plot'))
    return fields as Field[];
  throw new InvalidArgumentError(`Use title, plot or title,plot.`);
}

/** `--labels Drama,Comedy` */
export function parseList(text: string): string[] {
  const list = splitList(text);
  if (list.length === 0) throw new InvalidArgumentError('Name at least one, separated by commas.');
  return list;
}

/** `--where split=train`, which may be repeated; `split=train,valid` allows either. */
export function parseWhere(text: string, before: Record<string, string[]> = {}): Record<string, string[]> {
  const at = text.indexOf('=');
  const values = at < 1 ? [] : splitList(text.slice(at + 1));
  if (values.length === 0) throw new InvalidArgumentError('Write COLUMN=VALUE, such as split=train.');
  return { ...before, [text.slice(0, at).trim()]: values };
}

/** A whole number from `minimum`. */
export function parseInteger(minimum: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isInteger(value) && value >= minimum) return value;
    throw new InvalidArgumentError(`Use a whole number from ${minimum}.`);
  };
}

/** A number above 0. */
export function parsePositive(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError('Use a number above 0.');
}

const OBJECTIVES: Readonly<Record<string, ThresholdObjective>> = {
  'micro-f1': 'microF1',
  'macro-f1': 'macroF1',
  'micro-macro-f1': 'microMacroF1',
  'f-beta': 'fBeta',
  precision: 'precisionAtLeast',
  recall: 'recallAtLeast',
  cardinality: 'cardinality',
};

/** `--objective micro-f1` */
export function parseObjective(text: string): ThresholdObjective {
  const objective = OBJECTIVES[text];
  if (objective !== undefined) return objective;
  throw new InvalidArgumentError(`Use one of ${Object.keys(OBJECTIVES).join(', ')}.`);
}

const DECODERS: Readonly<Record<string, DecoderOptions>> = {
  threshold: { kind: 'threshold', atLeast: 1 },
  calibrated: { kind: 'calibrated' },
  'expected-f1': { kind: 'expectedF1' },
  'label-set': { kind: 'labelSet' },
  single: { kind: 'singleLabel' },
};

/** `--decoder label-set` */
export function parseDecoder(text: string): DecoderOptions {
  const decoder = DECODERS[text];
  if (decoder !== undefined) return decoder;
  throw new InvalidArgumentError(`Use one of ${Object.keys(DECODERS).join(', ')}.`);
}

/**
 * Says on the error stream what a table had that could not be used, so that nothing is dropped in silence.
 *
 * @param streams - where to
 * @param path - how the table was named
 * @param table - what was read
 */
export function reportProblems(streams: Streams, path: string, table: MovieTable): void {
  const shown = table.problems.slice(0, 5);
  for (const { line, reason, value, isRowKept } of shown) {
    const found = value === '' ? '' : ` (${value})`;
    streams.stderr.write(
      `${path}:${line}: ${reason}${found}; the row is ${isRowKept ? 'kept' : 'left out'}\n`,
    );
  }
  const more = table.problems.length - shown.length;
  if (more > 0) streams.stderr.write(`${path}: ${more} more rows with problems\n`);
}

function splitList(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
