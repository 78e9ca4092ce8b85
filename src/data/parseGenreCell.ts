import { isMissing } from './cells.ts';
import { parsePythonLiteral } from './parsePythonLiteral.ts';
import { Fault } from './RawRecord.ts';

/** Separators in the order in which they are looked for; the first that occurs is it. */
const SEPARATORS = ['|', ';', ',', ' / '];

/**
 * Reads the genres of one cell, however the table writes them: `Drama|War`, `Drama, War`, `Drama / War`, a JSON or
 * Python list of names, of numbers, or of objects with a `name` (`[{'id': 18, 'name': 'Drama'}]`), or an object whose
 * values are names.
 *
 * @param cell - a CSV cell or a JSON value
 * @param separator - what stands between genres in plain text; `auto` = found in the text
 * @returns the spellings as they stand, without repeats and without the space around them, or why there are none
 */
export function parseGenreCell(cell: unknown, separator: string): readonly string[] | Fault {
  if (isMissing(cell)) return [];
  const value = typeof cell === 'string' ? parseText(cell.trim(), separator) : cell;
  const names = value === undefined ? undefined : collectNames(value);
  if (names === undefined) return new Fault('the genres cannot be read', cell);
  return [...new Set(names.map((name) => name.trim()).filter((name) => !isMissing(name)))];
}

/** The list that a text holds; `undefined` when it begins like one but is none. */
function parseText(text: string, separator: string): unknown {
  if (!/^[[{]/.test(text)) return splitText(text, separator);
  const value = parseJson(text) ?? parsePythonLiteral(text);
  if (value !== undefined) return value;
  // [Drama, War] without quotes, as some programs print lists.
  const bare = /^\[([^[\]{}'"]*)\]$/.exec(text);
  return bare === null ? undefined : splitText(bare[1]!, separator);
}

function splitText(text: string, separator: string): string[] {
  const found = separator === 'auto' ? SEPARATORS.find((candidate) => text.includes(candidate)) : separator;
  return found === undefined ? [text] : text.split(found);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function collectNames(value: unknown): string[] | undefined {
  if (value === null) return [];
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (typeof value !== 'object') return undefined;
  const parts = Array.isArray(value) ? value : partsOfObject(value);
  const names: string[] = [];
  for (const part of parts) {
    const more = collectNames(part);
    if (more === undefined) return undefined;
    names.push(...more);
  }
  return names;
}

/** The name of an object; without one its id; without either all its values, for `{"/m/07s9rl0": "Drama"}`. */
function partsOfObject(value: object): unknown[] {
  for (const key of ['name', 'id']) {
    if (Object.hasOwn(value, key)) return [(value as Record<string, unknown>)[key]];
  }
  return Object.values(value);
}
