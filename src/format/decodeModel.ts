import { checkNumber, resolveOptions } from '../options.ts';
import type { Section } from './Section.ts';
import { type DecodedModel, MAX_BYTES, unpackModel } from './unpackModel.ts';

export type { DecodedModel } from './unpackModel.ts';

/** What `decodeModel` accepts. */
export interface DecodeOptions {
  /**
   * The most bytes that the sections may take once unpacked. A file that wants more is refused before the memory is
   * taken, so set it low for files from strangers.
   *
   * @defaultValue 268435456 (256 MiB)
   */
  readonly maxBytes: number;
}

/** The defaults of `decodeModel`. */
export const decodeDefaults: DecodeOptions = /* @__PURE__ */ Object.freeze({ maxBytes: MAX_BYTES });

/**
 * Takes a `.genre` file apart. Everything is checked before anything is built: magic, lengths, checksum, version, the
 * header and its section table, padding, text, and that every float is finite.
 *
 * @param bytes - the whole file; it is not changed, and nothing of the result points into it
 * @param options - the limit of memory
 * @returns the header and the sections
 * @throws GenrekitError `invalid-model` when the bytes are no model, damaged, malformed or above the limit;
 *   `unsupported-model` when a newer genrekit wrote them; `invalid-option` for a bad option
 *
 * @example
 * ```ts
 * import { decodeModel, encodeModel } from 'genrekit/toolkit';
 * const bytes = encodeModel({ header: { kind: 'notes' }, sections: new Map() });
 * console.log(decodeModel(bytes).header.kind); // notes
 * ```
 */
export function decodeModel(bytes: Uint8Array | ArrayBuffer, options?: Partial<DecodeOptions>): DecodedModel {
  const { maxBytes } = resolveOptions('decodeModel', options, decodeDefaults);
  checkNumber('decodeModel.maxBytes', maxBytes, { min: 0, isInteger: true });
  const model = unpackModel(bytes, maxBytes);
  const sections = new Map<string, Section>();
  for (const [name, section] of model.sections) {
    const { type, shape, data } = section;
    sections.set(name, { type, shape, data: data.slice() } as Section);
  }
  return { ...model, sections };
}
