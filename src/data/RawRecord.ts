import { describeValue } from '../errors.ts';

/** A row as the file has it, before anything is known of its columns. */
export interface RawRecord {
  /** Where it starts: a physical line of the file, from 1. */
  readonly line: number;
  /** The names of its cells; rows with the same names share one array. */
  readonly names: readonly string[];
  /** Its cells in the order of the names: strings from CSV, any JSON value from JSON. */
  readonly values: readonly unknown[];
}

/** A row that could not even be taken apart. */
export interface BadRecord {
  readonly line: number;
  readonly fault: Fault;
}

/** Why a row or a cell cannot be used. Returned, not thrown: one bad row does not end the reading. */
export class Fault {
  /** What was found, short and on one line. */
  readonly value: string;

  /**
   * @param reason - what is wrong, as a clause: `the row has no title`
   * @param found - what was found
   */
  constructor(
    readonly reason: string,
    found: unknown,
  ) {
    this.value = describeValue(found);
  }
}

/** Rows that come together. */
export interface RecordBatch {
  readonly records: readonly (RawRecord | BadRecord)[];
  /** The names that all rows share, once a header has told them; JSON has none. */
  readonly header: readonly string[] | undefined;
}

/** Takes the text of a file apart into rows, piece by piece; the rows do not depend on where the pieces part. */
export interface RecordParser {
  /**
   * @param text - the next piece; its line ends are line feeds
   * @returns the rows that are now whole
   */
  push(text: string): (RawRecord | BadRecord)[];
  /** @returns the rows that the end of the file makes whole */
  finish(): (RawRecord | BadRecord)[];
  /** The names that all rows share, once a header has told them; JSON has none. */
  readonly header: readonly string[] | undefined;
}

/** The most characters that one row may have: a quote or bracket that is never closed must not fill the memory. */
export const MAX_ROW_LENGTH = 33_554_432;
