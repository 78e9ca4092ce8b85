import type { DecodedModel } from '../format/decodeModel.ts';
import { malformedModel } from '../format/modelErrors.ts';
import { requireSection } from '../format/requireSection.ts';
import { type SectionContent, type SectionData, type SectionType, toSection } from '../format/Section.ts';

/** What a part of a classifier has learned: settings that survive JSON, and named flat arrays. */
export interface PartState {
  readonly settings: Readonly<Record<string, unknown>> | object;
  readonly arrays: Readonly<Record<string, SectionData[SectionType]>> | object;
}

/** Collects the parts of a model: settings go into the header, arrays into sections named `part/array`. */
export class PartWriter {
  /** Settings by part. */
  readonly settings: Record<string, unknown> = {};
  /** Sections by name. */
  readonly sections = new Map<string, SectionContent>();

  /**
   * @param name - of the part
   * @param state - what it has learned
   */
  add(name: string, state: PartState): void {
    this.settings[name] = state.settings;
    for (const [array, data] of Object.entries(state.arrays as Record<string, SectionData[SectionType]>)) {
      this.sections.set(`${name}/${array}`, toSection(data));
    }
  }
}

/** Reads back what a {@link PartWriter} has written. What it returns is as yet unchecked by the part itself. */
export class PartReader {
  private readonly settings: Record<string, unknown>;

  /** @param model - a decoded model */
  constructor(private readonly model: DecodedModel) {
    this.settings = requireObject(model.header.parts, 'parts');
  }

  /** Whether the model has a part. */
  has(name: string): boolean {
    return Object.hasOwn(this.settings, name);
  }

  /**
   * @param name - of the part
   * @returns its settings, and all sections under its name
   * @throws GenrekitError `invalid-model` when the model does not have it
   */
  read(name: string): {
    settings: Record<string, unknown>;
    arrays: Record<string, SectionData[SectionType]>;
  } {
    const settings = requireObject(this.settings[name], `parts.${name}`);
    const arrays: Record<string, SectionData[SectionType]> = {};
    for (const [section, { data }] of this.model.sections) {
      const prefix = `${name}/`;
      if (section.startsWith(prefix)) arrays[section.slice(prefix.length)] = data;
    }
    return { settings, arrays };
  }

  /** A section of a part that must be there with a given type. */
  section<T extends SectionType>(part: string, name: string, type: T, length?: number): SectionData[T] {
    return requireSection(this.model, `${part}/${name}`, type, length);
  }
}

/**
 * @param value - something from a header
 * @param where - its place, for the message
 * @returns the value, typed
 * @throws GenrekitError `invalid-model` when it is no object
 */
export function requireObject(value: unknown, where: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw malformedModel(`its header has no object '${where}'`);
}

/**
 * @param value - something from a header
 * @param where - its place, for the message
 * @returns the value, typed
 * @throws GenrekitError `invalid-model` when it is no list
 */
export function requireList(value: unknown, where: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw malformedModel(`its header has no list '${where}'`);
}
