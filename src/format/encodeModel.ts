import { describeValue, GenrekitError } from '../errors.ts';
import { checkBoolean, resolveOptions } from '../options.ts';
import { canonicalJson } from './canonicalJson.ts';
import { crc32 } from './crc32.ts';
import { deflatePayload } from './deflatePayload.ts';
import { encodeText } from './encodeText.ts';
import { isPlainObject } from './isPlainObject.ts';
import {
  alignedLength,
  CHECKSUM_BYTES,
  FORMAT_VERSION,
  MAX_DIMENSIONS,
  MAX_HEADER_BYTES,
  MAX_HEADER_DEPTH,
  MAX_PAYLOAD_BYTES,
  MAX_SECTIONS,
  PREAMBLE_BYTES,
  SECTION_NAME,
} from './layout.ts';
import { fileLengthOf } from './preamble.ts';
import {
  findNonFinite,
  isSectionType,
  NUMERIC_TYPES,
  SECTION_TYPE_NAMES,
  type SectionContent,
} from './Section.ts';
import { countElements, type SectionEntry } from './sectionTable.ts';
import { writePreamble } from './writePreamble.ts';

/** What a `.genre` file stores. */
export interface ModelContent {
  /** Any plain JSON object; long lists of numbers or words belong into sections. */
  readonly header: Readonly<Record<string, unknown>>;
  /** The sections by name. Names are ASCII letters, digits and `.`, `_`, `/`, `-`, and start with a letter. */
  readonly sections: ReadonlyMap<string, SectionContent>;
}

/** What `encodeModel` accepts. */
export interface EncodeOptions {
  /**
   * Whether the sections are deflated where that makes the file smaller.
   *
   * @defaultValue true
   */
  readonly isCompressed: boolean;
}

/** The defaults of `encodeModel`. */
export const encodeDefaults: EncodeOptions = /* @__PURE__ */ Object.freeze({ isCompressed: true });

/**
 * Writes a `.genre` file. Equal content gives equal bytes: header keys and sections are stored in sorted order,
 * whichever order they were set in. Whatever is written here, `decodeModel` reads, given enough `maxBytes`.
 *
 * @param content - the header and the sections; not changed
 * @param options - whether to compress
 * @returns the bytes of the file
 * @throws GenrekitError `invalid-value` for what the format cannot hold, such as NaN; `shape-mismatch` for a shape
 *   that contradicts its data; `invalid-option` for a bad option
 *
 * @example
 * ```ts
 * import { encodeModel } from 'genrekit/toolkit';
 * const bytes = encodeModel({
 *   header: { labels: ['Drama', 'Horror'] },
 *   sections: new Map([['bias', { type: 'f32', data: Float32Array.of(0.5, -1) }]]),
 * });
 * ```
 */
export function encodeModel(
  content: ModelContent,
  options?: Partial<EncodeOptions>,
): Uint8Array<ArrayBuffer> {
  const { isCompressed } = resolveOptions('encodeModel', options, encodeDefaults);
  checkBoolean('encodeModel.isCompressed', isCompressed);
  const { entries, payload } = packSections(checkContent(content).sections);
  const header = packHeader(content.header, entries);
  const deflated = isCompressed ? deflatePayload(payload) : payload;
  const stored = deflated.length < payload.length ? deflated : payload;
  const file = new Uint8Array(fileLengthOf(header.length, stored.length));
  writePreamble(file, {
    formatVersion: FORMAT_VERSION,
    isDeflated: stored !== payload,
    headerLength: header.length,
    storedLength: stored.length,
    payloadLength: payload.length,
  });
  file.set(header, PREAMBLE_BYTES);
  file.set(stored, PREAMBLE_BYTES + alignedLength(header.length));
  const end = file.length - CHECKSUM_BYTES;
  new DataView(file.buffer).setUint32(end, crc32(file.subarray(0, end)), true);
  return file;
}

function checkContent(content: unknown): ModelContent {
  if (!isPlainObject(content)) {
    throw invalid(`A model to save must be { header, sections }; got ${describeValue(content)}.`);
  }
  const { header, sections } = content;
  if (!isPlainObject(header)) {
    throw invalid(`The header of a model must be a plain object; got ${describeValue(header)}.`);
  }
  if (Object.prototype.toString.call(sections) !== '[object Map]') {
    throw invalid(
      `The sections of a model must be a Map from name to section; got ${describeValue(sections)}.`,
    );
  }
  return { header, sections: sections as ModelContent['sections'] };
}

function packHeader(header: ModelContent['header'], entries: readonly SectionEntry[]): Uint8Array {
  // The wrapping object is one level more than the path names.
  const saved = canonicalJson(header, 'header', MAX_HEADER_DEPTH - 1);
  const table = canonicalJson(entries, 'sections', MAX_HEADER_DEPTH - 1);
  const bytes = new TextEncoder().encode(`{"header":${saved},"sections":${table}}`);
  if (bytes.length > MAX_HEADER_BYTES) {
    throw invalid(
      `The header of a model takes ${bytes.length} bytes as JSON, above the limit of ${MAX_HEADER_BYTES}. ` +
        'Put long lists into sections.',
    );
  }
  return bytes;
}

/** Lays the sections out one after the other, sorted by name, each at a multiple of 8 bytes. */
function packSections(sections: ModelContent['sections']) {
  if (sections.size > MAX_SECTIONS) {
    throw invalid(`A model holds at most ${MAX_SECTIONS} sections; got ${sections.size}. Join some.`);
  }
  const entries: SectionEntry[] = [];
  const parts: Uint8Array[] = [];
  let end = 0;
  const names = [...sections.keys()];
  for (const name of names) checkName(name);
  // Names are ASCII, so the default order, by UTF-16 code units, is the one that every language has.
  for (const name of names.sort()) {
    const { entry, bytes } = packSection(name, sections.get(name), end);
    entries.push(entry);
    parts.push(bytes);
    end = alignedLength(end + bytes.length);
  }
  if (end > MAX_PAYLOAD_BYTES) {
    throw invalid(`The sections of a model take ${end} bytes, above the limit of ${MAX_PAYLOAD_BYTES}.`);
  }
  const payload = new Uint8Array(end);
  parts.forEach((bytes, index) => {
    payload.set(bytes, entries[index]!.offset);
  });
  return { entries, payload };
}

function checkName(name: unknown): void {
  if (typeof name !== 'string' || !SECTION_NAME.test(name)) {
    throw invalid(`A section has the name ${describeValue(name)}, which must match ${SECTION_NAME.source}.`);
  }
}

function packSection(name: string, section: unknown, offset: number) {
  const { type, data, shape } = checkSection(name, section);
  const bytes =
    type === 'text' ? encodeText(data, name) : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const entry: SectionEntry = {
    name,
    type,
    shape: shape === undefined ? [data.length] : Array.from(shape),
    offset,
    byteLength: bytes.length,
  };
  return { entry, bytes };
}

function checkSection(name: string, section: unknown): SectionContent {
  if (!isPlainObject(section) || !isSectionType(section.type)) {
    const got = isPlainObject(section) ? `the type ${describeValue(section.type)}` : describeValue(section);
    throw invalid(
      `Section '${name}' must be { type, data } with a type of ${SECTION_TYPE_NAMES}; got ${got}.`,
    );
  }
  const { type, data, shape } = section as SectionContent;
  const arrayName = type === 'text' ? 'Array' : NUMERIC_TYPES[type].name;
  if (Object.prototype.toString.call(data) !== `[object ${arrayName}]`) {
    throw invalid(
      `The data of section '${name}' of type ${type} must be of class ${arrayName}; got ${describeValue(data)}.`,
    );
  }
  const elementCount = shape === undefined ? data.length : countElements(shape);
  if (elementCount !== data.length || (type === 'text' && shape !== undefined && shape.length !== 1)) {
    const rule = type === 'text' ? 'one count' : `one to ${MAX_DIMENSIONS} counts`;
    const got = Array.isArray(shape) ? `[${shape.map(describeValue).join(', ')}]` : describeValue(shape);
    throw new GenrekitError(
      'shape-mismatch',
      `The shape of section '${name}' must be ${rule} whose product is its length, ${data.length}; ` +
        `got ${got}.`,
    );
  }
  const index = findNonFinite(type, data);
  if (index >= 0) {
    throw invalid(
      `Element ${index} of section '${name}' is infinite or no number. A model holds finite numbers only.`,
    );
  }
  return section as SectionContent;
}

function invalid(message: string): GenrekitError {
  return new GenrekitError('invalid-value', message);
}
