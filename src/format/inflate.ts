/**
 * Unpacks a raw deflate stream (RFC 1951) into memory of known length, and never writes beyond it.
 *
 * It is ours because every page that predicts carries it: it is a third of the size of the inflating half of fflate,
 * and writes each byte once.
 *
 * @param input - the stream; bytes after its last block are passed over
 * @param output - room for what it yields
 * @returns how many bytes it yielded; -1 when that is more than there is room for
 * @throws Error when it is no deflate stream, or ends too early
 */
export function inflate(input: Uint8Array, output: Uint8Array): number {
  const reader = new BitReader(input);
  let filled = 0;
  for (let isLast = false; !isLast; ) {
    isLast = reader.take(1) === 1;
    const kind = reader.take(2);
    if (kind === 0) {
      const bytes = reader.takeStored();
      if (bytes.length > output.length - filled) return -1;
      output.set(bytes, filled);
      filled += bytes.length;
    } else {
      const codes = kind === 1 ? fixedCodes() : kind === 2 ? readCodes(reader) : damaged();
      filled = inflateBlock(reader, codes, output, filled);
      if (filled < 0) return -1;
    }
  }
  return filled;
}

/** A prefix code as a table: the next `width` bits give symbol * 16 + length; 0 where no symbol has these bits. */
interface PrefixCode {
  readonly entries: Uint16Array;
  readonly width: number;
}

type BlockCodes = readonly [literals: PrefixCode, distances: PrefixCode];

class BitReader {
  at = 0;
  bits = 0;
  bitCount = 0;

  constructor(readonly input: Uint8Array) {}

  /** The next bits, 0 to 16 of them, lowest first. */
  take(count: number): number {
    for (; this.bitCount < count; this.bitCount += 8) {
      if (this.at === this.input.length) damaged();
      this.bits |= this.input[this.at++]! << this.bitCount;
    }
    const value = this.bits & ((1 << count) - 1);
    this.bits >>>= count;
    this.bitCount -= count;
    return value;
  }

  symbol({ entries, width }: PrefixCode): number {
    for (; this.bitCount < width && this.at < this.input.length; this.bitCount += 8)
      this.bits |= this.input[this.at++]! << this.bitCount;
    const entry = entries[this.bits & ((1 << width) - 1)]!;
    const length = entry & 15;
    if (length === 0 || length > this.bitCount) damaged();
    this.bits >>>= length;
    this.bitCount -= length;
    return entry >>> 4;
  }

  /** The bytes of a block that is not packed: length, its complement, and as many bytes. */
  takeStored(): Uint8Array {
    this.take(this.bitCount & 7);
    const length = this.take(16);
    if ((this.take(16) ^ length) !== 0xffff) damaged();
    const start = this.at - this.bitCount / 8;
    this.bits = this.bitCount = 0;
    this.at = start + length;
    if (this.at > this.input.length) damaged();
    return this.input.subarray(start, this.at);
  }
}

/** Unpacks literals and matches up to the end of the block; gives the new fill, or -1 when there is no room. */
function inflateBlock(
  reader: BitReader,
  [literals, distances]: BlockCodes,
  output: Uint8Array,
  start: number,
): number {
  const { input } = reader;
  const { entries } = literals;
  const mask = (1 << literals.width) - 1;
  let { at, bits, bitCount } = reader;
  let filled = start;
  for (;;) {
    // Most symbols are literals: they are read here, on local variables.
    while (bitCount < 15 && at < input.length) {
      bits |= input[at++]! << bitCount;
      bitCount += 8;
    }
    const entry = entries[bits & mask]!;
    const width = entry & 15;
    if (width === 0 || width > bitCount) damaged();
    bits >>>= width;
    bitCount -= width;
    const symbol = entry >>> 4;
    if (symbol < 256) {
      if (filled === output.length) return -1;
      output[filled++] = symbol;
      continue;
    }
    reader.at = at;
    reader.bits = bits;
    reader.bitCount = bitCount;
    if (symbol === 256) return filled;
    const length = takeNumber(reader, symbol - 257, 4, 28) + 3;
    const distance = takeNumber(reader, reader.symbol(distances), 2, 29) + 1;
    if (distance > filled) damaged();
    if (length > output.length - filled) return -1;
    for (const end = filled + length; filled < end; filled++) output[filled] = output[filled - distance]!;
    ({ at, bits, bitCount } = reader);
  }
}

/**
 * Lengths and distances are classes with extra bits: `step` classes with as many bits, then as many with one more. Of
 * lengths, the last class is the longest length alone.
 */
function takeNumber(reader: BitReader, symbol: number, step: number, last: number): number {
  if (symbol > last) damaged();
  if (step === 4 && symbol === last) return 255;
  if (symbol < 2 * step) return symbol;
  const bits = Math.floor(symbol / step) - 1;
  return ((step + (symbol % step)) << bits) + reader.take(bits);
}

/** The codes of blocks that bring none (section 3.2.6). */
function fixedCodes(): BlockCodes {
  const lengths = new Uint8Array(288).fill(8, 0, 144).fill(9, 144, 256).fill(7, 256, 280).fill(8, 280);
  return [prefixCode(lengths), prefixCode(new Uint8Array(30).fill(5))];
}

/** The codes at the head of a block, themselves packed (section 3.2.7). */
function readCodes(reader: BitReader): BlockCodes {
  const literalCount = reader.take(5) + 257;
  const distanceCount = reader.take(5) + 1;
  const count = reader.take(4) + 4;
  const lengths = new Uint8Array(19);
  for (let i = 0; i < count; i++) lengths[ORDER.charCodeAt(i) - 97] = reader.take(3);
  const code = prefixCode(lengths);
  const all = new Uint8Array(literalCount + distanceCount);
  for (let i = 0; i < all.length; ) {
    const symbol = reader.symbol(code);
    if (symbol < 16) {
      all[i++] = symbol;
      continue;
    }
    if (symbol === 16 && i === 0) damaged();
    const value = symbol === 16 ? all[i - 1]! : 0;
    const end = i + (symbol === 18 ? reader.take(7) + 11 : reader.take(symbol - 14) + 3);
    if (end > all.length) damaged();
    all.fill(value, i, end);
    i = end;
  }
  return [prefixCode(all.subarray(0, literalCount)), prefixCode(all.subarray(literalCount))];
}

/** The order in which the lengths of the code of lengths come: 16, 17, 18, 0, 8, ... as letters from a = 0. */
const ORDER = 'qrsaihjgkflemdncobp';

/** The canonical code of some lengths (section 3.2.2); 0 = no code. */
function prefixCode(lengths: Uint8Array): PrefixCode {
  const width = Math.max(1, ...lengths);
  const entries = new Uint16Array(1 << width);
  let code = 0;
  for (let length = 1; length <= width; length++) {
    for (let symbol = lengths.indexOf(length); symbol >= 0; symbol = lengths.indexOf(length, symbol + 1)) {
      if (code >= 1 << length) damaged();
      let reversed = 0;
      for (let bit = 0; bit < length; bit++) reversed |= ((code >> bit) & 1) << (length - 1 - bit);
      for (let at = reversed; at < entries.length; at += 1 << length) entries[at] = (symbol << 4) | length;
      code++;
    }
    code <<= 1;
  }
  return { entries, width };
}

function damaged(): never {
  throw new Error('no deflate stream');
}
