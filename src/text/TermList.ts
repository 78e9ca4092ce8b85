/**
 * A list of strings as one run of bytes. A vocabulary has tens of thousands of terms, and a program that predicts asks for
 * none of them, so they become strings only when somebody wants to read them.
 */
export class TermList {
  private cut: readonly string[] | undefined;

  /**
   * @param bytes - the strings in UTF-8, back to back
   * @param ends - where each of them ends in `bytes`
   */
  constructor(
    readonly bytes: Uint8Array,
    readonly ends: Uint32Array,
  ) {}

  /**
   * @param terms - strings without halves of characters
   * @returns the same as a list
   */
  static of(terms: readonly string[]): TermList {
    const encoder = new TextEncoder();
    const bytes = new Uint8Array(terms.join('').length * 3);
    let end = 0;
    const ends = Uint32Array.from(terms, (term) => {
      end += encoder.encodeInto(term, bytes.subarray(end)).written;
      return end;
    });
    const list = new TermList(bytes.slice(0, end), ends);
    list.cut = terms;
    return list;
  }

  /** How many strings there are. */
  get count(): number {
    return this.ends.length;
  }

  /** The strings, cut when first asked for. */
  get terms(): readonly string[] {
    this.cut ??= this.cutStrings();
    return this.cut;
  }

  /** Decodes all text at once, which is far faster than string by string, then cuts it by UTF-16 lengths. */
  private cutStrings(): string[] {
    const { bytes, ends } = this;
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    const terms = new Array<string>(ends.length);
    const isAscii = text.length === bytes.length;
    let position = 0;
    let start = 0;
    for (let i = 0; i < terms.length; i++) {
      let end = ends[i]!;
      if (!isAscii) {
        // A character of one to three bytes is one UTF-16 unit, one of four bytes is two.
        const endByte = end;
        end = start;
        for (; position < endByte; position++) {
          const byte = bytes[position]!;
          if ((byte & 0xc0) !== 0x80) end += byte >= 0xf0 ? 2 : 1;
        }
      }
      terms[i] = text.slice(start, end);
      start = end;
    }
    return terms;
  }
}
