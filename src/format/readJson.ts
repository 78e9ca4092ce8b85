import { decodeUtf8 } from './decodeUtf8.ts';
import { malformedModel } from './modelErrors.ts';

/**
 * Parses the JSON of a header that nobody vouches for. Depth is checked before the parser runs, because some engines
 * recurse there; then the value is checked for what JSON lets through and a model may not hold: numbers too large for
 * a double, the key `__proto__`, and repeated keys, of which every parser keeps another one.
 *
 * @param bytes - UTF-8, already limited in length
 * @param maxDepth - how deep arrays and objects may nest
 * @returns the parsed value
 * @throws GenrekitError `invalid-model` when it is not such JSON
 */
export function readJson(bytes: Uint8Array, maxDepth: number): unknown {
  const memberCount = scanNesting(bytes, maxDepth);
  let value: unknown;
  try {
    // A byte order mark is kept, and the parser refuses it.
    value = JSON.parse(decodeUtf8(bytes));
  } catch (error) {
    throw malformedModel('its header is no valid UTF-8 JSON', error);
  }
  if (countMembers(value) !== memberCount) throw malformedModel('its header repeats a key in one object');
  return value;
}

/**
 * Walks over raw JSON, skipping strings. It trusts nothing to be valid; the parser judges that.
 *
 * @returns the number of colons outside strings: in valid JSON, the number of object members
 */
function scanNesting(bytes: Uint8Array, maxDepth: number): number {
  let memberCount = 0;
  let depth = 0;
  let isInString = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte === 0x22) isInString = !isInString;
    else if (isInString) {
      if (byte === 0x5c) i++; // a backslash hides the next byte, be it a quote
    } else if (byte === 0x3a) memberCount++;
    else if (byte === 0x5b || byte === 0x7b) {
      depth++;
      if (depth > maxDepth) {
        throw malformedModel(`its header nests deeper than ${maxDepth} levels at byte ${i} of the header`);
      }
    } else if (byte === 0x5d || byte === 0x7d) depth--;
  }
  return memberCount;
}

/** Counts object members all the way down, refusing values that must not be there; depth is limited already. */
function countMembers(value: unknown): number {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw malformedModel('its header holds a number beyond the range of a double');
  }
  if (typeof value !== 'object' || value === null) return 0;
  if (Array.isArray(value)) {
    let count = 0;
    for (const item of value) count += countMembers(item);
    return count;
  }
  if (Object.hasOwn(value, '__proto__')) throw malformedModel('its header has the key "__proto__"');
  const members: unknown[] = Object.values(value);
  let count = members.length;
  for (const member of members) count += countMembers(member);
  return count;
}
