import {
  NUMERIC_TYPES,
  type NumericType,
  type SectionContent,
  type SectionData,
  type SectionType,
} from './Section.ts';

/**
 * Wraps an array as a section of the type that fits it. A `Uint16Array` becomes `u16`; halves must be named `f16` by
 * hand.
 *
 * @param data - a typed array or a list of strings
 * @param shape - one to four counts whose product is the length; by default one row
 * @returns the section, over the same array
 */
export function toSection(data: SectionData[SectionType], shape?: readonly number[]): SectionContent {
  if (Array.isArray(data)) return { type: 'text', data: data as readonly string[], shape };
  const tag = Object.prototype.toString.call(data);
  const types = Object.keys(NUMERIC_TYPES) as NumericType[];
  const type = types.find((name) => name !== 'f16' && `[object ${NUMERIC_TYPES[name].name}]` === tag) ?? 'u8';
  return { type, data, shape } as SectionContent;
}
