import type { TrainingSummary } from '../classifier/TrainingSummary.ts';
import { GenrekitError } from '../errors.ts';
import { exitCodeOf } from './exitCodes.ts';

/** Where a command writes: results to one stream, everything else to the other. */
export interface Streams {
  readonly stdout: { write(text: string): unknown; readonly isTTY?: boolean };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean };
  readonly stdin: AsyncIterable<Uint8Array | string>;
}

/**
 * Writes an error as one readable line, or as one JSON object.
 *
 * @param streams - where to
 * @param error - anything thrown
 * @param isJson - whether the caller asked for JSON
 * @returns the exit code
 */
export function reportError(streams: Streams, error: unknown, isJson: boolean): number {
  const exitCode = exitCodeOf(error);
  const message = oneLine(error instanceof Error ? error.message : String(error));
  const code = error instanceof GenrekitError ? error.code : 'internal-error';
  streams.stderr.write(
    isJson ? `${JSON.stringify({ error: { code, message, exitCode } })}\n` : `genrekit: ${message}\n`,
  );
  return exitCode;
}

/**
 * @param text - a message that may quote file names, cells of a table, or another program
 * @returns the same without line ends and other control characters, which could also move the cursor of a terminal
 */
export function oneLine(text: string): string {
  return text.replace(/\s*[\p{Cc}\u2028\u2029]+\s*/gu, ' ').trim();
}

/**
 * Lays rows out in columns: the first column left-aligned, the others right-aligned.
 *
 * @param header - column titles
 * @param rows - cells
 * @returns lines that end with a line break
 */
export function formatTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]!.length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  ')
      .trimEnd();
  return `${[header, ...rows].map(line).join('\n')}\n`;
}

/** A share or score with four digits; a dash where it is not defined. */
export function formatScore(value: number | null | undefined): string {
  return value === null || value === undefined ? '-' : value.toFixed(4);
}

/** What the quality that a training reports was measured on. */
export function qualityTitle({ heldOutCount }: TrainingSummary): string {
  return heldOutCount > 0 ? `Quality on ${heldOutCount} held-out movies` : 'Out-of-fold quality';
}
