import { malformedModel } from './modelErrors.ts';
import type { Section, SectionData, SectionType } from './Section.ts';

/** Where the helpers below look: a decoded model, or anything else with sections. */
export interface SectionSource {
  readonly sections: ReadonlyMap<string, Section>;
}

/** The types whose elements can be indices. */
export type IndexType = 'i32' | 'u32' | 'u16' | 'u8';

/**
 * Takes a section that must be there, of one type and one shape. Floats are finite; `decodeModel` has seen to that.
 *
 * @param model - a decoded model
 * @param name - the section's name
 * @param type - the type it must have
 * @param shape - the shape it must have; a single number asks for that many elements in any shape; absent = any
 * @returns its elements
 * @throws GenrekitError `invalid-model` when the section is missing or is another one
 */
export function requireSection<T extends SectionType>(
  model: SectionSource,
  name: string,
  type: T,
  shape?: number | readonly number[],
): SectionData[T] {
  return findSection(model, name, type, shape).data as SectionData[T];
}

/** As {@link requireSection}, but gives the section, whose text may not have been cut into strings yet. */
export function findSection(
  model: SectionSource,
  name: string,
  type: SectionType,
  shape?: number | readonly number[],
): Section {
  const section = model.sections.get(name);
  if (section === undefined) {
    const names = [...model.sections.keys()];
    const list = names.length > 20 ? `${names.slice(0, 20).join(', ')}, …` : names.join(', ') || 'none';
    throw malformedModel(`it has no section '${name}'; its sections are ${list}`);
  }
  if (section.type !== type) {
    throw malformedModel(`section '${name}' must have the type ${type}; it has ${section.type}`);
  }
  // Text is not cut into strings only to count them.
  const length = section.list?.count ?? section.data.length;
  const isRight =
    shape === undefined ||
    (typeof shape === 'number'
      ? length === shape
      : shape.length === section.shape.length && shape.every((count, i) => count === section.shape[i]));
  if (!isRight) {
    const wanted = typeof shape === 'number' ? `${shape} elements` : `the shape [${shape.join(', ')}]`;
    const got = typeof shape === 'number' ? `${length}` : `[${section.shape.join(', ')}]`;
    throw malformedModel(`section '${name}' must have ${wanted}; it has ${got}`);
  }
  return section;
}

/**
 * Takes a section of indices into something else, and checks that each is in range.
 *
 * @param model - a decoded model
 * @param name - the section's name
 * @param type - the type it must have
 * @param limit - one more than the largest index allowed
 * @param shape - as for {@link requireSection}
 * @returns the indices, each 0..limit - 1
 * @throws GenrekitError `invalid-model` when the section is missing, is another one, or an index is out of range
 */
export function requireIndices<T extends IndexType>(
  model: SectionSource,
  name: string,
  type: T,
  limit: number,
  shape?: number | readonly number[],
): SectionData[T] {
  const data = requireSection(model, name, type, shape);
  for (let i = 0; i < data.length; i++) {
    if (data[i]! < 0 || data[i]! >= limit) {
      throw malformedModel(`element ${i} of section '${name}' must be in 0..${limit - 1}; it is ${data[i]}`);
    }
  }
  return data;
}

/**
 * Takes a section of offsets that cut a list into parts, as the rows of a sparse matrix do: they start at 0, never
 * fall, and end at the length of the list.
 *
 * @param model - a decoded model
 * @param name - the section's name
 * @param type - the type it must have
 * @param partCount - the number of parts, one less than the number of offsets
 * @param end - the length of the list
 * @returns `partCount + 1` offsets
 * @throws GenrekitError `invalid-model` when the section is missing, is another one, or breaks the rule
 */
export function requireOffsets<T extends IndexType>(
  model: SectionSource,
  name: string,
  type: T,
  partCount: number,
  end: number,
): SectionData[T] {
  const data = requireSection(model, name, type, partCount + 1);
  if (data[0] !== 0 || data[partCount] !== end) {
    throw malformedModel(
      `section '${name}' must go from 0 to ${end}; it goes from ${data[0]} to ${data[partCount]}`,
    );
  }
  for (let i = 0; i < partCount; i++) {
    if (data[i]! > data[i + 1]!) throw malformedModel(`section '${name}' falls after element ${i}`);
  }
  return data;
}
