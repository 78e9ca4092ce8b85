import { GenrekitError } from '../errors.ts';
import { crc32 } from './crc32.ts';
import {
  alignedLength,
  CHECKSUM_BYTES,
  DEFLATED_FLAG,
  FORMAT_VERSION,
  MAGIC,
  MAX_HEADER_BYTES,
  PREAMBLE_BYTES,
} from './layout.ts';
import { malformedModel, unsupportedModel } from './modelErrors.ts';
import { describeForeignBytes } from './openBytes.ts';

/** What the first 24 bytes say. */
export interface Preamble {
  readonly formatVersion: number;
  /** Whether the payload is deflated on disk. */
  readonly isDeflated: boolean;
  /** Bytes of the JSON header, without its padding. */
  readonly headerLength: number;
  /** Bytes of the payload on disk. */
  readonly storedLength: number;
  /** Bytes of the payload once inflated; equal to `storedLength` when it is not deflated. */
  readonly payloadLength: number;
}

/**
 * @param headerLength - bytes of the JSON header
 * @param storedLength - bytes of the payload on disk
 * @returns bytes of the whole file
 */
export function fileLengthOf(headerLength: number, storedLength: number): number {
  return PREAMBLE_BYTES + alignedLength(headerLength) + storedLength + CHECKSUM_BYTES;
}

/**
 * Checks that a file is whole and readable: magic, length, checksum, version, then the preamble itself. After this the
 * bytes are those that some writer wrote; whether the writer was sane is for later checks.
 *
 * @param file - the whole file
 * @returns what the preamble says
 * @throws GenrekitError `invalid-model` when the bytes are no model or damaged; `unsupported-model` for a newer format
 */
export function readPreamble(file: Uint8Array): Preamble {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  checkMagic(file);
  if (file.length < PREAMBLE_BYTES + CHECKSUM_BYTES) throw truncated(file.length, undefined);
  const formatVersion = view.getUint16(8, true);
  const flags = view.getUint16(10, true);
  const headerLength = view.getUint32(12, true);
  const storedLength = view.getUint32(16, true);
  const payloadLength = view.getUint32(20, true);
  // The lengths of another version may lie elsewhere; its checksum does not.
  if (formatVersion === FORMAT_VERSION) checkLength(file.length, fileLengthOf(headerLength, storedLength));
  checkChecksum(file, view);
  if (formatVersion > FORMAT_VERSION) {
    throw unsupportedModel(
      `it has formatVersion ${formatVersion}, and this build reads up to ${FORMAT_VERSION}`,
    );
  }
  if (formatVersion === 0) throw malformedModel('formatVersion 0 at byte 8 does not exist');
  if ((flags & ~DEFLATED_FLAG) !== 0)
    throw malformedModel(`unknown flags 0x${flags.toString(16)} at byte 10`);
  if (headerLength > MAX_HEADER_BYTES) {
    throw malformedModel(`its header of ${headerLength} bytes is above the limit of ${MAX_HEADER_BYTES}`);
  }
  if (payloadLength % 8 !== 0) {
    throw malformedModel(`its payload length of ${payloadLength} at byte 20 is no multiple of 8`);
  }
  const isDeflated = flags === DEFLATED_FLAG;
  if (isDeflated ? storedLength >= payloadLength : storedLength !== payloadLength) {
    const rule = isDeflated ? 'a deflated payload must be shorter' : 'a plain payload must be equally long';
    throw malformedModel(`${storedLength} bytes hold a payload of ${payloadLength}, but ${rule} on disk`);
  }
  return { formatVersion, isDeflated, headerLength, storedLength, payloadLength };
}

function checkMagic(file: Uint8Array): void {
  if (file.length === 0) {
    throw new GenrekitError('invalid-model', 'Not a .genre file: it is empty. Fetch or save it again.');
  }
  const length = Math.min(file.length, MAGIC.length);
  for (let i = 0; i < length; i++) {
    if (file[i] !== MAGIC[i]) {
      throw new GenrekitError('invalid-model', `Not a .genre file: ${describeForeignBytes(file)}.`);
    }
  }
}

function checkLength(actual: number, expected: number): void {
  if (actual < expected) throw truncated(actual, expected);
  if (actual > expected) {
    throw new GenrekitError(
      'invalid-model',
      `The model ends at byte ${expected}, but ${actual} bytes were given. Pass the bytes of one file and no more.`,
    );
  }
}

function truncated(actual: number, expected: number | undefined): GenrekitError {
  const whole = expected === undefined ? `at least ${PREAMBLE_BYTES + CHECKSUM_BYTES}` : `${expected}`;
  return new GenrekitError(
    'invalid-model',
    `The model is truncated: ${actual} of ${whole} bytes. Fetch or copy the whole file.`,
  );
}

function checkChecksum(file: Uint8Array, view: DataView): void {
  const end = file.length - CHECKSUM_BYTES;
  const stored = view.getUint32(end, true);
  const actual = crc32(file.subarray(0, end));
  if (stored !== actual) {
    throw new GenrekitError(
      'invalid-model',
      `The model is damaged: its bytes have the CRC-32 ${hex(actual)}, but ${hex(stored)} is stored at byte ${end}. ` +
        'Fetch or copy it again, as binary.',
    );
  }
}

function hex(sum: number): string {
  return `0x${sum.toString(16).padStart(8, '0')}`;
}
