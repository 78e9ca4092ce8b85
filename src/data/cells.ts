import { Fault } from './RawRecord.ts';

/** What tables write where there is nothing: of OMDb, pandas, Python, JavaScript, R and SQL dumps. */
const MISSING = /^(?:n\/?a|nan|none|null|undefined|\\n)?$/i;

/**
 * @param value - a cell
 * @returns whether it says that there is no value: blank, `N/A`, `nan`, `None`, `null`, `\N`, ...
 */
export function isMissing(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && MISSING.test(value.trim()));
}

/**
 * @param value - a title or plot cell
 * @param column - its column, for messages
 * @returns the text as it stands, or why it is none; numbers count as text, for movies such as `1917`
 */
export function readTextCell(value: unknown, column: string): string | Fault | undefined {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number') return String(value);
  return new Fault(`the column ${column} must hold text`, value);
}

/**
 * @param value - a cell with a year or a date
 * @param column - its column, for messages
 * @returns the year, 1800 to 2199, or why there is none; `undefined` for an empty cell
 */
export function readYearCell(value: unknown, column: string): number | Fault | undefined {
  if (isMissing(value)) return undefined;
  const match =
    typeof value === 'string' || typeof value === 'number'
      ? /(?<!\d)(?:18|19|20|21)\d\d(?!\d)/.exec(String(value))
      : null;
  return match === null
    ? new Fault(`the column ${column} holds no year, so it was left out`, value)
    : Number(match[0]);
}

/**
 * @param value - a cell of a column named after a genre
 * @returns whether the movie has the genre; `undefined` when the cell is neither 0 nor 1, true nor false
 */
export function readFlagCell(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = String(value).trim().toLowerCase();
  if (text === '1' || text === '1.0' || text === 'true') return true;
  if (text === '0' || text === '0.0' || text === 'false') return false;
  return undefined;
}

/**
 * @param value - a cell of a column that sorts rows, such as split or space
 * @returns its text without the space around it
 */
export function readKeyCell(value: unknown): string {
  if (value === undefined || value === null) return '';
  return (typeof value === 'object' ? JSON.stringify(value) : String(value)).trim();
}
