import { malformedModel } from '../format/modelErrors.ts';
import { findSection, requireSection } from '../format/requireSection.ts';
import type { SectionData, SectionType } from '../format/Section.ts';
import type { DecodedModel } from '../format/unpackModel.ts';
import type { TermList } from '../text/TermList.ts';
import type { InputShape } from './InputShape.ts';

/** Reads back what a `PartWriter` has written. What it returns is as yet unchecked by the part itself. */
export class PartReader {
  private readonly parts: Record<string, unknown>;

  /** @param model - a decoded model */
  constructor(private readonly model: DecodedModel) {
    this.parts = requireObject(model.header.parts, 'parts');
  }

  /** Whether the model has a part. */
  has(name: string): boolean {
    return Object.hasOwn(this.parts, name);
  }

  /**
   * @param name - of the part
   * @returns its settings
   * @throws GenrekitError `invalid-model` when the model does not have it
   */
  settings(name: string): Record<string, unknown> {
    return requireObject(this.has(name) ? this.parts[name] : undefined, `parts.${name}`);
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
    const settings = this.settings(name);
    const prefix = `${name}/`;
    const own: [string, SectionData[SectionType]][] = [];
    this.model.sections.forEach((section, path) => {
      if (path.startsWith(prefix)) own.push([path.slice(prefix.length), section.data]);
    });
    return { settings, arrays: Object.fromEntries(own) }; // makes own properties even of names such as __proto__
  }

  /** A list of strings of a part that must be there. */
  list(part: string, name: string): TermList {
    return findSection(this.model, `${part}/${name}`, 'text').list!;
  }

  /** A section of a part that must be there with a given type. */
  section<T extends SectionType>(part: string, name: string, type: T, length?: number): SectionData[T] {
    return requireSection(this.model, `${part}/${name}`, type, length);
  }
}

/** @returns the name of what a model has for each shape, such as `decision-title-plot` */
export function partName(prefix: string, shape: InputShape): string {
  return `${prefix}-${shape.replace('+', '-')}`;
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
