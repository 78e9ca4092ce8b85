/*
 * Where everything lies in a `.genre` file, and the limits that hold before anything is allocated.
 * docs/model-format.md describes the same for readers in other languages.
 */

/** The format that this build writes, and the newest that it reads. */
export const FORMAT_VERSION = 1;

/**
 * The first eight bytes: 0x89, `GENRE`, CR, LF. Like those of PNG they break when a file is treated as text: 0x89 is
 * no UTF-8, and CR LF does not survive a conversion of line ends.
 */
export const MAGIC: readonly number[] = /* @__PURE__ */ Object.freeze([
  0x89, 0x47, 0x45, 0x4e, 0x52, 0x45, 0x0d, 0x0a,
]);

/** Magic, version, flags and three lengths. */
export const PREAMBLE_BYTES = 24;
/** The CRC-32 at the very end. */
export const CHECKSUM_BYTES = 4;
/** Flag bit: the payload is deflated. */
export const DEFLATED_FLAG = 1;

/** The longest header, in bytes. */
export const MAX_HEADER_BYTES = 1048576;
/** How deep arrays and objects may nest in the header; the outermost object counts as one. */
export const MAX_HEADER_DEPTH = 64;
/** The most sections in one file. */
export const MAX_SECTIONS = 4096;
/** The most numbers in a section's shape. */
export const MAX_DIMENSIONS = 4;
/** The longest payload, in bytes: lengths are stored in 32 bits. */
export const MAX_PAYLOAD_BYTES = 4294967288;

/** The names that sections may have: no spaces, and nothing that `Object.prototype` starts with underscores. */
export const SECTION_NAME = /^[A-Za-z][A-Za-z0-9._/-]{0,127}$/;

/**
 * @param length - a number of bytes
 * @returns the next multiple of 8
 */
export function alignedLength(length: number): number {
  return Math.ceil(length / 8) * 8;
}

/** The most bytes of one section's strings; no engine that matters makes strings much longer. */
export const MAX_TEXT_BYTES = 268435456;
