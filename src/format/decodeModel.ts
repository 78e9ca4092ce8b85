import { describeValue } from '../errors.ts';
import { checkNumber, resolveOptions } from '../options.ts';
import { ByteBudget } from './ByteBudget.ts';
import { decodeText } from './decodeText.ts';
import { inflatePayload } from './inflatePayload.ts';
import { isPlainObject } from './isPlainObject.ts';
import { alignedLength, MAX_HEADER_DEPTH, PREAMBLE_BYTES } from './layout.ts';
import { malformedModel } from './modelErrors.ts';
import { openBytes } from './openBytes.ts';
import { type Preamble, readPreamble } from './preamble.ts';
import { readJson } from './readJson.ts';
import { findNonFinite, NUMERIC_TYPES, type Section } from './Section.ts';
import { readSectionTable, type SectionEntry } from './sectionTable.ts';

/** A model file taken apart. */
export interface DecodedModel {
  /** The format the file was written in. */
  readonly formatVersion: number;
  /** The plain JSON object that was saved; its meaning is for its owner to check. */
  readonly header: Readonly<Record<string, unknown>>;
  /** The sections by name, in the order of the file; each owns its memory. */
  readonly sections: ReadonlyMap<string, Section>;
}

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
export const decodeDefaults: DecodeOptions = /* @__PURE__ */ Object.freeze({ maxBytes: 268435456 });

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
  const file = openBytes(bytes);
  const preamble = readPreamble(file);
  const { formatVersion, payloadLength } = preamble;
  const budget = new ByteBudget(maxBytes);
  budget.take(payloadLength, 'its payload');
  const { header, entries } = readHeader(file, preamble);
  const payload = readPayload(file, preamble);
  for (const { name, offset, byteLength } of entries) {
    const end = offset + byteLength;
    checkPadding(payload.subarray(end, alignedLength(end)), `section '${name}'`);
  }
  const sections = new Map<string, Section>();
  for (const entry of entries) sections.set(entry.name, readSection(payload, entry, budget));
  return { formatVersion, header, sections };
}

/** Reads the JSON header, which is `{ header, sections }`: what the writer saved, and the section table. */
function readHeader(file: Uint8Array, { headerLength, payloadLength }: Preamble) {
  const end = PREAMBLE_BYTES + headerLength;
  checkPadding(file.subarray(end, alignedLength(end)), 'the header');
  const root = readJson(file.subarray(PREAMBLE_BYTES, end), MAX_HEADER_DEPTH);
  if (!isPlainObject(root) || Object.keys(root).sort().join() !== 'header,sections') {
    throw malformedModel('its header must be a JSON object with exactly the keys header and sections');
  }
  const { header, sections } = root;
  if (!isPlainObject(header))
    throw malformedModel(`its saved header is ${describeValue(header)}, not an object`);
  return { header, entries: readSectionTable(sections, payloadLength) };
}

function readPayload(file: Uint8Array, preamble: Preamble): Uint8Array {
  const start = PREAMBLE_BYTES + alignedLength(preamble.headerLength);
  const stored = file.subarray(start, start + preamble.storedLength);
  return preamble.isDeflated ? inflatePayload(stored, preamble.payloadLength) : stored;
}

function readSection(payload: Uint8Array, entry: SectionEntry, budget: ByteBudget): Section {
  const { name, type, shape, offset, byteLength } = entry;
  if (type === 'text') {
    const packed = payload.subarray(offset, offset + byteLength);
    return { type, shape, data: decodeText(packed, shape[0]!, name, budget) };
  }
  // A copy of its own is aligned whatever the offset of the input, and outlives it. Typed arrays read it in the byte
  // order of the machine, which is little-endian wherever JavaScript is in use.
  const { buffer } = new Uint8Array(payload.subarray(offset, offset + byteLength));
  const data = new NUMERIC_TYPES[type](buffer);
  const index = findNonFinite(type, data);
  if (index >= 0) {
    throw malformedModel(`element ${index} of section '${name}' is infinite or no number`);
  }
  return { type, shape, data } as Section;
}

function checkPadding(padding: Uint8Array, owner: string): void {
  if (padding.some((byte) => byte !== 0)) throw malformedModel(`the padding after ${owner} is not zero`);
}
