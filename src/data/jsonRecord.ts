import { type BadRecord, Fault, type RawRecord } from './RawRecord.ts';

/** Sets of names kept at a time; data with more kinds of rows than this only loses some sharing. */
const MAX_NAME_SETS = 1000;

/** Gives rows with the same keys in the same order one array of names. */
export class NameTable {
  private readonly known = new Map<string, readonly string[]>();

  /**
   * @param names - the keys of a row
   * @returns an equal array, the same one each time
   */
  share(names: readonly string[]): readonly string[] {
    const key = JSON.stringify(names);
    const shared = this.known.get(key);
    if (shared !== undefined) return shared;
    if (this.known.size >= MAX_NAME_SETS) this.known.clear();
    this.known.set(key, names);
    return names;
  }
}

/**
 * Makes a row of the text of one JSON object.
 *
 * @param text - the text
 * @param line - where it starts
 * @param names - where names are shared
 * @param invalidReason - what to say when the text is no JSON
 * @returns the row, or why there is none
 */
export function jsonRecord(
  text: string,
  line: number,
  names: NameTable,
  invalidReason: string,
): RawRecord | BadRecord {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { line, fault: new Fault(invalidReason, text.trim()) };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { line, fault: new Fault('the row is not a JSON object', text.trim()) };
  }
  return { line, names: names.share(Object.keys(value)), values: Object.values(value) };
}
