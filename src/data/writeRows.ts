import Papa from 'papaparse';
import { describeValue, GenrekitError } from '../errors.ts';
import { checkBoolean, resolveOptions } from '../options.ts';

/** A cell to write; a list is a list of genres, and `undefined` or `null` an empty cell. */
export type OutputCell = string | number | boolean | null | undefined | readonly string[];

/** A row to write: its cells by column. */
export type OutputRow = Readonly<Record<string, OutputCell>>;

/** How a CSV file is written. */
export interface CsvOptions {
  /**
   * The columns in order.
   *
   * @defaultValue undefined: all that occur in the rows, in the order in which they first occur
   */
  readonly columns?: readonly string[] | undefined;
  /**
   * The character between cells.
   *
   * @defaultValue ','
   */
  readonly delimiter?: string | undefined;
  /**
   * What stands between the entries of a list in a cell.
   *
   * @defaultValue '|'
   */
  readonly listSeparator?: string | undefined;
  /**
   * Whether the names of the columns come first; `false` is for a part that is joined to another.
   *
   * @defaultValue true
   */
  readonly hasHeader?: boolean | undefined;
  /**
   * Whether text that begins with `=`, `+`, `-`, `@`, a tab or a carriage return gets a `'` before it, so that a
   * spreadsheet program does not run it as a formula. Turn it on for files of unknown text that people will open in
   * such a program. It changes titles such as `-30-` and `+1`, so it is off by default.
   *
   * @defaultValue false
   */
  readonly escapeFormulas?: boolean | undefined;
}

/** The defaults of `toCsv`. */
export const csvDefaults: CsvOptions & {
  readonly delimiter: string;
  readonly listSeparator: string;
  readonly hasHeader: boolean;
  readonly escapeFormulas: boolean;
} = /* @__PURE__ */ Object.freeze({
  columns: undefined,
  delimiter: ',',
  listSeparator: '|',
  hasHeader: true,
  escapeFormulas: false,
});

/**
 * Writes rows as CSV (RFC 4180, lines end in a line feed), such as predictions.
 *
 * @param rows - the rows; a column that a row does not have is an empty cell
 * @param options - the columns and the manner of writing
 * @returns the text; empty when there is neither a column nor a row
 * @throws GenrekitError `invalid-option` for a bad option; `invalid-value` for a cell that cannot be written
 *
 * @example
 * ```ts
 * import { toCsv } from 'genrekit/data';
 * console.log(toCsv([{ title: 'Heat', genres: ['Crime', 'Drama'] }]).split('\n')[1]); // Heat,Crime|Drama
 * ```
 */
export function toCsv(rows: readonly OutputRow[], options?: CsvOptions): string {
  const { columns, delimiter, listSeparator, hasHeader, escapeFormulas } = resolveOptions(
    'toCsv',
    options,
    csvDefaults,
  );
  checkBoolean('toCsv.hasHeader', hasHeader);
  checkBoolean('toCsv.escapeFormulas', escapeFormulas);
  if (typeof delimiter !== 'string' || delimiter.length !== 1 || /["\r\n\uFEFF]/.test(delimiter)) {
    throw new GenrekitError(
      'invalid-option',
      `toCsv.delimiter must be one character, no quote and no line end; got ${describeValue(delimiter)}.`,
    );
  }
  if (columns !== undefined) checkColumns(columns);
  const names = columns ?? [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (names.length === 0) return '';
  const cells = rows.map((row, i) =>
    names.map((name) => toCell(Object.hasOwn(row, name) ? row[name] : undefined, listSeparator, name, i)),
  );
  const lines = hasHeader ? [[...names], ...cells] : cells;
  if (lines.length === 0) return '';
  // papaparse's own pattern passes over cells with line ends in them.
  const escapeFormulae = escapeFormulas ? /^[=+\-@\t\r]/ : false;
  return `${Papa.unparse(lines, { delimiter, newline: '\n', escapeFormulae })}\n`;
}

/**
 * Writes rows as JSON Lines: one object on each line.
 *
 * @param rows - the rows, with any JSON values in them; what is `undefined` is left out
 * @returns the text
 * @throws GenrekitError `invalid-value` for a value that JSON cannot hold, such as a number that is not finite
 */
export function toJsonLines(rows: readonly Readonly<Record<string, unknown>>[]): string {
  return rows.map((row, i) => `${toJson(row, i)}\n`).join('');
}

function toJson(row: Readonly<Record<string, unknown>>, index: number): string {
  try {
    return JSON.stringify(row, (name, value: unknown) => {
      // JSON.stringify would write null for the first, and silently leave out the others.
      if (typeof value === 'number' && !Number.isFinite(value)) throw unwritable(value, name, index);
      if (typeof value === 'function' || typeof value === 'symbol') throw unwritable(value, name, index);
      return value;
    });
  } catch (error) {
    if (error instanceof GenrekitError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw new GenrekitError('invalid-value', `Row ${index} cannot be written as JSON: ${message}`, {
      cause: error,
    });
  }
}

function toCell(
  cell: unknown,
  listSeparator: string,
  name: string,
  row: number,
): string | number | boolean | null {
  if (cell === undefined || cell === null) return null;
  if (typeof cell === 'string' || typeof cell === 'boolean') return cell;
  if (typeof cell === 'number' && Number.isFinite(cell)) return cell;
  const isList =
    Array.isArray(cell) && cell.every((entry) => typeof entry === 'string' && !entry.includes(listSeparator));
  if (isList) return cell.join(listSeparator);
  throw unwritable(cell, name, row);
}

function unwritable(value: unknown, name: string, row: number): GenrekitError {
  return new GenrekitError(
    'invalid-value',
    `Row ${row}, ${describeValue(name)} must be text, a finite number, true, false, nothing, or a list of texts ` +
      `without the separator in them; got ${describeValue(value)}.`,
  );
}

function checkColumns(columns: unknown): void {
  if (Array.isArray(columns) && columns.every((name) => typeof name === 'string')) return;
  throw new GenrekitError(
    'invalid-option',
    `toCsv.columns must be an array of strings; got ${describeValue(columns)}.`,
  );
}
