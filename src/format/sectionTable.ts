import { describeValue } from '../errors.ts';
import { isPlainObject } from './isPlainObject.ts';
import { alignedLength, MAX_DIMENSIONS, MAX_SECTIONS, SECTION_NAME } from './layout.ts';
import { malformedModel } from './modelErrors.ts';
import { isSectionType, NUMERIC_TYPES, SECTION_TYPE_NAMES, type SectionType } from './Section.ts';

/** One row of the section table, as the header stores it. */
export interface SectionEntry {
  readonly name: string;
  readonly type: SectionType;
  readonly shape: readonly number[];
  /** Where the section starts in the inflated payload: a multiple of 8. */
  readonly offset: number;
  /** Its bytes without padding. */
  readonly byteLength: number;
}

const ENTRY_KEYS = 'byteLength,name,offset,shape,type';

/**
 * Checks a section table that nobody vouches for: every entry complete and known, names unique, sections back to back
 * with no more than the padding between them, and the last one ending where the payload ends.
 *
 * @param table - the parsed `sections` of the header
 * @param payloadLength - bytes of the inflated payload
 * @returns the same entries, typed
 * @throws GenrekitError `invalid-model` when a rule is broken
 */
export function readSectionTable(table: unknown, payloadLength: number): SectionEntry[] {
  if (!Array.isArray(table))
    throw malformedModel(`its section table is ${describeValue(table)}, not an array`);
  if (table.length > MAX_SECTIONS) {
    throw malformedModel(`it has ${table.length} sections, above the limit of ${MAX_SECTIONS}`);
  }
  const names = new Set<string>();
  const entries: SectionEntry[] = [];
  let end = 0;
  for (const [index, row] of (table as readonly unknown[]).entries()) {
    const entry = readEntry(row, index);
    const where = `section '${entry.name}'`;
    if (names.has(entry.name)) throw malformedModel(`two sections have the name '${entry.name}'`);
    names.add(entry.name);
    if (entry.offset % 8 !== 0)
      throw malformedModel(`${where} at offset ${entry.offset} is not aligned to 8 bytes`);
    if (entry.offset !== end) {
      const relation = entry.offset < end ? 'overlaps the section before it' : 'leaves a gap before it';
      throw malformedModel(`${where} at offset ${entry.offset} ${relation}, which ends at ${end}`);
    }
    end = alignedLength(entry.offset + entry.byteLength);
    if (end > payloadLength) {
      throw malformedModel(`${where} ends at ${end}, beyond the payload of ${payloadLength} bytes`);
    }
    entries.push(entry);
  }
  if (end !== payloadLength) {
    throw malformedModel(`its sections end at ${end}, but its payload has ${payloadLength} bytes`);
  }
  return entries;
}

function readEntry(row: unknown, index: number): SectionEntry {
  const where = `section ${index} of the table`;
  if (!isPlainObject(row) || Object.keys(row).sort().join() !== ENTRY_KEYS) {
    throw malformedModel(`${where} must have exactly the keys ${ENTRY_KEYS}`);
  }
  const { name, type, shape, offset, byteLength } = row;
  if (typeof name !== 'string' || !SECTION_NAME.test(name)) {
    throw malformedModel(
      `${where} has the name ${describeValue(name)}, which must match ${SECTION_NAME.source}`,
    );
  }
  if (!isSectionType(type)) {
    throw malformedModel(
      `section '${name}' has the type ${describeValue(type)}; types are ${SECTION_TYPE_NAMES}`,
    );
  }
  if (!isCount(offset)) throw malformedModel(`section '${name}' has the offset ${describeValue(offset)}`);
  if (!isCount(byteLength)) {
    throw malformedModel(`section '${name}' has the byte length ${describeValue(byteLength)}`);
  }
  checkShape(name, type, shape, byteLength);
  return { name, type, shape, offset, byteLength };
}

/** Refuses a shape that is none, or that contradicts the byte length. */
function checkShape(
  name: string,
  type: SectionType,
  shape: unknown,
  byteLength: number,
): asserts shape is readonly number[] {
  const elementCount = countElements(shape);
  if (elementCount === undefined) {
    throw malformedModel(
      `section '${name}' has a shape that is not one to ${MAX_DIMENSIONS} counts below 2^32, or too many elements`,
    );
  }
  if (type === 'text') {
    if ((shape as readonly number[]).length !== 1) {
      throw malformedModel(`text section '${name}' must have a shape of one count`);
    }
    return;
  }
  const expected = elementCount * NUMERIC_TYPES[type].BYTES_PER_ELEMENT;
  if (expected !== byteLength) {
    throw malformedModel(
      `section '${name}' has ${elementCount} elements of type ${type}, which take ${expected} bytes, not ${byteLength}`,
    );
  }
}

/**
 * @param shape - anything
 * @returns the product of the counts, or `undefined` when it is no list of one to four counts, or is above 2^53
 */
export function countElements(shape: unknown): number | undefined {
  if (!Array.isArray(shape) || shape.length === 0 || shape.length > MAX_DIMENSIONS) return undefined;
  let product = 1;
  for (const count of shape as readonly unknown[]) {
    if (!isCount(count)) return undefined;
    product *= count;
    if (!Number.isSafeInteger(product)) return undefined;
  }
  return product;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 4294967296;
}
