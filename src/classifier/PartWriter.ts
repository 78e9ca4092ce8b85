import type { SectionContent, SectionData, SectionType } from '../format/Section.ts';
import { toSection } from '../format/toSection.ts';

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
