/** What each type of section holds in memory. */
export interface SectionData {
  readonly f64: Float64Array;
  readonly f32: Float32Array;
  /** The raw bits of halves; `math/float16.ts` converts them. */
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

interface NumericTypeInfo<T extends NumericType> {
  /** Bytes an element. */
  readonly width: number;
  /** The class of the array. It is compared by name, because arrays of another realm are no `instanceof`. */
  readonly arrayName: string;
  /** Makes the array over a buffer that holds nothing else. */
  readonly fromBuffer: (buffer: ArrayBuffer) => SectionData[T];
}

/** What there is to know of each numeric type. */
export const NUMERIC_TYPES: { readonly [T in NumericType]: NumericTypeInfo<T> } =
  /* @__PURE__ */ Object.freeze({
    f64: { width: 8, arrayName: 'Float64Array', fromBuffer: (buffer) => new Float64Array(buffer) },
    f32: { width: 4, arrayName: 'Float32Array', fromBuffer: (buffer) => new Float32Array(buffer) },
    f16: { width: 2, arrayName: 'Uint16Array', fromBuffer: (buffer) => new Uint16Array(buffer) },
    i32: { width: 4, arrayName: 'Int32Array', fromBuffer: (buffer) => new Int32Array(buffer) },
    u32: { width: 4, arrayName: 'Uint32Array', fromBuffer: (buffer) => new Uint32Array(buffer) },
    u16: { width: 2, arrayName: 'Uint16Array', fromBuffer: (buffer) => new Uint16Array(buffer) },
    i8: { width: 1, arrayName: 'Int8Array', fromBuffer: (buffer) => new Int8Array(buffer) },
    u8: { width: 1, arrayName: 'Uint8Array', fromBuffer: (buffer) => new Uint8Array(buffer) },
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
 * Wraps an array as a section of the type that fits it. A `Uint16Array` becomes `u16`; halves must be named `f16` by
 * hand.
 *
 * @param data - a typed array or a list of strings
 * @param shape - one to four counts whose product is the length; by default one row
 * @returns the section, over the same array
 */
export function toSection(data: SectionData[SectionType], shape?: readonly number[]): SectionContent {
  if (Array.isArray(data)) return { type: 'text', data: data as readonly string[], shape };
  const tag = Object.prototype.toString.call(data);
  const types = Object.keys(NUMERIC_TYPES) as NumericType[];
  const type =
    types.find((name) => name !== 'f16' && `[object ${NUMERIC_TYPES[name].arrayName}]` === tag) ?? 'u8';
  return { type, data, shape } as SectionContent;
}

/**
 * Finds what a model may not hold: an infinity or a NaN.
 *
 * @param type - the type of the section
 * @param data - its elements
 * @returns the index of the first float that is not finite, or -1; always -1 for other types
 */
export function findNonFinite(type: SectionType, data: SectionData[SectionType]): number {
  if (type === 'f64' || type === 'f32') {
    return (data as Float64Array | Float32Array).findIndex((value) => !Number.isFinite(value));
  }
  // All exponent bits set: infinite or NaN.
  if (type === 'f16') return (data as Uint16Array).findIndex((bits) => (bits & 0x7c00) === 0x7c00);
  return -1;
}
