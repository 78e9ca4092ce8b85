import { decodeModel } from '../format/decodeModel.ts';
import { encodeModel } from '../format/encodeModel.ts';
import type { SectionContent } from '../format/Section.ts';

/** A JSON object that tests change at will. */
// biome-ignore lint/suspicious/noExplicitAny: what tests put into a header need not have any shape
export type LooseJson = any;

/**
 * Changes what a model file holds and seals it again, so that its checksum is right and only its meaning is wrong.
 *
 * @param bytes - a `.genre` file; not changed
 * @param change - changes the header and the sections in place
 * @returns the changed file
 */
export function tamper(
  bytes: Uint8Array,
  change: (header: LooseJson, sections: Map<string, SectionContent>) => void,
): Uint8Array {
  const { header, sections } = decodeModel(bytes);
  const copy = structuredClone(header);
  const changed = new Map<string, SectionContent>(sections);
  change(copy, changed);
  return encodeModel({ header: copy, sections: changed }, { isCompressed: false });
}
