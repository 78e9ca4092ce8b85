import type { TermList } from '../text/TermList.ts';

/** What each type of section holds in memory. */
export interface SectionData {
  readonly f64: Float64Array;
  readonly f32: Float32Array;
  /** The raw bits of halves; `math/encodeFloat16.ts` and `math/decodeFloat16.ts` convert them. */
  readonly f16: Uint16Array;
  readonly i32: Int32Array;
  readonly u32: Uint32Array;
  readonly u16: Uint16Array;
  readonly i8: Int8Array;
  readonly u8: Uint8Array;
  /** Strings of any length that may hold any character but lone surrogates. */
  readonly text: readonly string[];
}

/** The type of a section, as files name it. */
export type SectionType = keyof SectionData;

/** The types whose elements are numbers of a fixed width. */
export type NumericType = Exclude<SectionType, 'text'>;

/** A named array as a file holds it: its type, its shape and its elements in row-major order. */
export type Section = {
  [T in SectionType]: {
    readonly type: T;
    /** One to four counts whose product is the number of elements. */
    readonly shape: readonly number[];
    readonly data: SectionData[T];
    /** @internal Of text read from a file: what `data` is cut from when it is first asked for. */
    readonly list?: TermList;
  };
}[SectionType];

/** A named array as a writer hands it over; without a shape it is one row of elements. */
export type SectionContent = {
  [T in SectionType]: {
    readonly type: T;
    readonly shape?: readonly number[] | undefined;
    readonly data: SectionData[T];
  };
}[SectionType];

/** The class of a typed array. Classes are compared by name, because arrays of another realm are no `instanceof`. */
interface ArrayClass<T> {
  readonly BYTES_PER_ELEMENT: number;
  readonly name: string;
  new (buffer: ArrayBuffer, byteOffset: number, length: number): T;
}

/** The class that holds each numeric type in memory. */
export const NUMERIC_TYPES: { readonly [T in NumericType]: ArrayClass<SectionData[T]> } =
  /* @__PURE__ */ Object.freeze({
    f64: Float64Array,
    f32: Float32Array,
    f16: Uint16Array,
    i32: Int32Array,
    u32: Uint32Array,
    u16: Uint16Array,
    i8: Int8Array,
    u8: Uint8Array,
  });

/** Every type, for messages. */
export const SECTION_TYPE_NAMES = 'f64, f32, f16, i32, u32, u16, i8, u8, text';

/**
 * @param value - anything
 * @returns whether it names a type of section
 */
export function isSectionType(value: unknown): value is SectionType {
  return typeof value === 'string' && (value === 'text' || Object.hasOwn(NUMERIC_TYPES, value));
}

/**
 * Finds what a model may not hold: an infinity or a NaN.
 *
 * @param type - the type of the section
 * @param data - its elements
 * @returns the index of the first float that is not finite, or -1; always -1 for other types
 */
export function findNonFinite(type: SectionType, data: SectionData[SectionType]): number {
  // The bits of a half that are all set in what is infinite or no number.
  const isHalf = type === 'f16';
  if (isHalf || type === 'f64' || type === 'f32') {
    const numbers = data as Float64Array;
    for (let i = 0; i < numbers.length; i++) {
      if (isHalf ? (numbers[i]! & 0x7c00) === 0x7c00 : !Number.isFinite(numbers[i])) return i;
    }
  }
  return -1;
}
