import { describeValue } from '../errors.ts';
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
  /** The sections by name, in the order of the file; as `decodeModel` gives them, each owns its memory. */
  readonly sections: ReadonlyMap<string, Section>;
}

/** The most bytes that a model may unpack to unless the caller says otherwise: 256 MiB. */
export const MAX_BYTES = 268435456;

/**
 * As `decodeModel`, but all numbers lie in one piece of memory, which saves those who keep them together a copy.
 *
 * @param bytes - the whole file
 * @param maxBytes - the limit of memory
 * @param isOwned - whether nobody else has the bytes, so that numbers may stay where they are
 * @throws GenrekitError `invalid-model`; `unsupported-model`
 */
export function unpackModel(
  bytes: Uint8Array | ArrayBuffer,
  maxBytes: number,
  isOwned = false,
): DecodedModel {
  const file = openBytes(bytes);
  const preamble = readPreamble(file);
  const { formatVersion, payloadLength } = preamble;
  const budget = new ByteBudget(maxBytes);
  budget.take(payloadLength, 'its payload');
  const { header, entries } = readHeader(file, preamble);
  const payload = readPayload(file, preamble, isOwned);
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

function readPayload(file: Uint8Array, preamble: Preamble, isOwned: boolean): Uint8Array<ArrayBuffer> {
  const start = PREAMBLE_BYTES + alignedLength(preamble.headerLength);
  const stored = file.subarray(start, start + preamble.storedLength);
  if (preamble.isDeflated) return inflatePayload(stored, preamble.payloadLength);
  if (isOwned && stored.byteOffset % 8 === 0) return stored as Uint8Array<ArrayBuffer>;
  return new Uint8Array(stored); // memory of its own is aligned whatever the offset of the input, and outlives it
}

function readSection(payload: Uint8Array<ArrayBuffer>, entry: SectionEntry, budget: ByteBudget): Section {
  const { name, type, shape, offset, byteLength } = entry;
  if (type === 'text') {
    const list = decodeText(payload.subarray(offset, offset + byteLength), shape[0]!, name, budget);
    return {
      type,
      shape,
      list,
      get data() {
        return list.terms;
      },
    };
  }
  // Typed arrays read it in the byte order of the machine, which is little-endian wherever JavaScript is in use.
  const Numbers = NUMERIC_TYPES[type];
  const data = new Numbers(
    payload.buffer,
    payload.byteOffset + offset,
    byteLength / Numbers.BYTES_PER_ELEMENT,
  );
  const index = findNonFinite(type, data);
  if (index >= 0) {
    throw malformedModel(`element ${index} of section '${name}' is infinite or no number`);
  }
  return { type, shape, data } as Section;
}

function checkPadding(padding: Uint8Array, owner: string): void {
  if (padding.some(Boolean)) throw malformedModel(`the padding after ${owner} is not zero`);
}
