import { InvalidArgumentError } from 'commander';
import type { CalibrationRows } from '../classifier/ClassifierOptions.ts';
import type { MovieTable } from '../data/MovieRow.ts';
import { GenrekitError } from '../errors.ts';
import { FIELDS, type Field } from '../text/Movie.ts';
import type { DecoderOptions } from '../thresholds/DecoderOptions.ts';
import type { ThresholdObjective } from '../thresholds/ThresholdOptions.ts';
import { oneLine, type Streams } from './Output.ts';

/** `--fields title,plot` */
export function parseFields(text: string): Field[] {
  const names = splitList(text).map((name) => (name === 'description' ? 'plot' : name));
  const isKnown = names.every((name) => (FIELDS as readonly string[]).includes(name));
  if (names.length > 0 && isKnown) return FIELDS.filter((field) => names.includes(field));
  throw new InvalidArgumentError(`Use title, plot or title,plot.`);
}

/**
 * What to read of a movie, once it is known what the model can make use of.
 *
 * @param used - the fields that the model reads
 * @param asked - the fields that `--fields` names, if it is given
 * @throws GenrekitError `invalid-option` when they have nothing in common
 */
export function fieldsToRead(used: readonly string[], asked: readonly Field[] = FIELDS): readonly Field[] {
  const fields = asked.filter((field) => used.includes(field));
  if (fields.length > 0) return fields;
  throw new GenrekitError(
    'invalid-option',
    `--fields ${asked.join(',')} leaves nothing to look at, since the model reads nothing but the ${used.join(' and ')}.`,
  );
}

/** `--labels Drama,Comedy`; a repeated name counts once. */
export function parseList(text: string): string[] {
  const list = [...new Set(splitList(text))];
  if (list.length === 0) throw new InvalidArgumentError('Name at least one, separated by commas.');
  return list;
}

/**
 * `--where split=train`, which may be repeated: for another column a row has to fit both; for the same one, as with
 * `split=train,valid`, either will do.
 */
export function parseWhere(text: string, before: Record<string, string[]> = {}): Record<string, string[]> {
  const at = text.indexOf('=');
  const column = text.slice(0, Math.max(0, at)).trim();
  const values = splitList(text.slice(at + 1));
  if (column === '' || values.length === 0) {
    throw new InvalidArgumentError('Write COLUMN=VALUE, such as split=train.');
  }
  const earlier = Object.hasOwn(before, column) ? before[column]! : [];
  return { ...before, [column]: [...new Set([...earlier, ...values])] };
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

/** `--catalogue imdb`; a name that the model does not know is for the classifier to refuse. */
export const catalogueFlag = [
  '--catalogue <name>',
  'follow the habits of this catalogue, such as imdb, or of none in particular: auto',
] as const;

/** `--objective micro-f1` */
export function parseObjective(text: string): ThresholdObjective {
  if (Object.hasOwn(OBJECTIVES, text)) return OBJECTIVES[text]!;
  throw new InvalidArgumentError(`Use one of ${Object.keys(OBJECTIVES).join(', ')}.`);
}

/** `--dropout 0.3` */
export function parseShare(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value < 1) return value;
  throw new InvalidArgumentError('Use a share of at least 0 and below 1, such as 0.3.');
}

/** `--calibrate-on folds`, or `--calibrate-on held-out=0.1` with the share of the rows that is kept for it. */
export function parseCalibrationRows(text: string): CalibrationRows {
  if (text === 'folds') return text;
  const [kind, share] = text.split('=');
  if (kind === 'held-out') return { heldOut: share === undefined ? 0.1 : parsePositive(share) };
  throw new InvalidArgumentError('Use folds or held-out=0.1.');
}

const DECODERS: Readonly<Record<string, DecoderOptions>> = {
  threshold: { kind: 'threshold', atLeast: 1 },
  calibrated: { kind: 'calibrated' },
  'expected-f1': { kind: 'expectedF1' },
  'label-set': { kind: 'labelSet' },
  single: { kind: 'singleLabel' },
  conformal: { kind: 'conformal' },
};

/** `--decoder label-set`, or `--decoder conformal=0.2` with the share of true genres that may be missed. */
export function parseDecoder(text: string): DecoderOptions {
  if (Object.hasOwn(DECODERS, text)) return DECODERS[text]!;
  const [kind, missRate = ''] = text.split('=');
  if (kind === 'conformal') return { kind, missRate: parsePositive(missRate) };
  throw new InvalidArgumentError(`Use one of ${Object.keys(DECODERS).join(', ')}, conformal=0.2.`);
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
    const fate = isRowKept ? 'kept' : 'left out';
    streams.stderr.write(`${oneLine(`${path}:${line}: ${reason}${found}; the row is ${fate}`)}\n`);
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
