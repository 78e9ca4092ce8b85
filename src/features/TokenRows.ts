/** What every vocabulary of tokens begins with. */
export const SPECIAL_TOKENS: readonly string[] = /* @__PURE__ */ Object.freeze(['[PAD]', '[UNK]', '[SEP]']);
/** Stands for no token; rows are not padded here, but tools that read a vocabulary expect it at 0. */
export const PADDING = 0;
/** Stands for every word that the vocabulary does not have. */
export const UNKNOWN = 1;
/** Ends the title. */
export const SEPARATOR = 2;

/** The tokens of some samples, one sample after the other, without padding. */
export class TokenRows {
  /**
   * @param vocabularySize - how many tokens there are
   * @param ids - token numbers
   * @param offsets - sample `s` has the tokens from `offsets[s]` to `offsets[s + 1]`
   */
  constructor(
    readonly vocabularySize: number,
    readonly ids: Int32Array,
    readonly offsets: Int32Array,
  ) {}

  /** Number of samples. */
  get rowCount(): number {
    return this.offsets.length - 1;
  }

  /**
   * Copies parts of rows.
   *
   * @param rows - row numbers, in the order wanted
   * @param range - which part of a row to keep, as first and end index into `ids`; all of it by default
   * @returns those rows
   */
  select(
    rows: ArrayLike<number>,
    range: (row: number) => readonly [number, number] = (row) => this.rangeOf(row),
  ) {
    const offsets = new Int32Array(rows.length + 1);
    const ranges = Array.from(rows, range);
    ranges.forEach(([first, end], i) => {
      offsets[i + 1] = offsets[i]! + end - first;
    });
    const ids = new Int32Array(offsets[rows.length]!);
    ranges.forEach(([first, end], i) => {
      ids.set(this.ids.subarray(first, end), offsets[i]);
    });
    return new TokenRows(this.vocabularySize, ids, offsets);
  }

  /**
   * @param row - row number
   * @returns its first and end index in `ids`
   */
  rangeOf(row: number): readonly [number, number] {
    return [this.offsets[row]!, this.offsets[row + 1]!];
  }
}
