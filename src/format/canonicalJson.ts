import { describeValue, GenrekitError } from '../errors.ts';
import { isPlainObject } from './isPlainObject.ts';

/**
 * Writes a plain value as JSON in one way only: keys sorted by UTF-16 code units and no white space, as RFC 8785 has
 * it, so equal values give equal text whatever order their keys were set in. Unlike RFC 8785 it keeps the sign of -0.
 *
 * Members that are `undefined` count as absent.
 *
 * @param value - null, booleans, finite numbers, strings, and arrays and plain objects of these
 * @param path - how messages name the value, such as `header`
 * @param maxDepth - how deep arrays and objects may nest; also what stops a value that contains itself
 * @returns the JSON text
 * @throws GenrekitError `invalid-value` for anything that JSON could not give back as it was
 */
export function canonicalJson(value: unknown, path: string, maxDepth: number): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value !== 'object') {
    throw refusal(path, `holds ${describeValue(value)}, which JSON cannot store`);
  }
  if (maxDepth <= 0) throw refusal(path, 'is nested too deep, or contains itself');
  if (Array.isArray(value)) {
    const items = Array.from(value, (item, index) => canonicalJson(item, `${path}[${index}]`, maxDepth - 1));
    return `[${items.join(',')}]`;
  }
  if (!isPlainObject(value)) {
    throw refusal(path, `holds ${describeValue(value)}; arrays of numbers belong into sections`);
  }
  const members: string[] = [];
  for (const key of Object.keys(value).sort()) {
    if (key === '__proto__') throw refusal(path, 'has the key "__proto__", which no reader could trust');
    const member: unknown = value[key];
    if (member === undefined) continue;
    members.push(`${JSON.stringify(key)}:${canonicalJson(member, `${path}.${key}`, maxDepth - 1)}`);
  }
  return `{${members.join(',')}}`;
}

function refusal(path: string, problem: string): GenrekitError {
  const place = path.length > 80 ? `${path.slice(0, 80)}…` : path;
  return new GenrekitError(
    'invalid-value',
    `The ${place} of a model ${problem}. Use null, booleans, finite numbers, strings, arrays and plain objects.`,
  );
}
