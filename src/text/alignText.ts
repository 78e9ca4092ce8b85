import { normalise, type StripAccents } from './normalise.ts';

/** A normalised text, and for each of its code units the characters of the original text that it comes from. */
export interface AlignedText {
  /** What `normalise` gives. */
  readonly text: string;
  /** Where the original characters of each code unit begin. */
  readonly starts: Int32Array;
  /** Where they end, exclusive. */
  readonly ends: Int32Array;
}

/**
 * Normalises a text as `normalise` does, and keeps track of where everything stood. A character that becomes several
 * (`ﬁ`, `İ`) lends its place to each of them; accents that are taken off belong to the letter before them.
 *
 * @param text - any text
 * @param isLowercased - whether to lower-case
 * @param stripAccents - how accents are removed
 * @returns the normalised text with its origins
 */
export function alignText(text: string, isLowercased: boolean, stripAccents: StripAccents): AlignedText {
  const cased = isLowercased ? alignLowerCase(text) : alignSame(text);
  return stripAccents === 'none' ? cased : alignStripped(cased, stripAccents);
}

function alignSame(text: string): AlignedText {
  const builder = new AlignmentBuilder(text.length);
  for (const { character, at } of charactersOf(text)) builder.push(character, at, at + character.length);
  return builder.build();
}

/**
 * Lower-casing goes character by character, but for the final sigma, whose two forms are equally long. So lengths can be
 * learned one by one, and the text be taken as a whole.
 */
function alignLowerCase(text: string): AlignedText {
  const lower = text.toLowerCase();
  const builder = new AlignmentBuilder(lower.length);
  for (const { character, at } of charactersOf(text)) {
    const first = builder.length;
    const { length } = character.toLowerCase();
    builder.push(lower.slice(first, first + length), at, at + character.length);
  }
  return builder.build();
}

/**
 * NFKD decomposes characters one by one, and then puts marks into an order of their own without changing the order of
 * equal ones. So the first `x` of the decomposed text is the first `x` of the decomposed characters, and so on.
 */
function alignStripped(cased: AlignedText, stripAccents: StripAccents): AlignedText {
  const origins = new Map<string, { readonly starts: number[]; readonly ends: number[]; next: number }>();
  for (const { character, at } of charactersOf(cased.text)) {
    for (const piece of character.normalize('NFKD')) {
      const origin = origins.get(piece) ?? { starts: [], ends: [], next: 0 };
      origins.set(piece, origin);
      origin.starts.push(cased.starts[at]!);
      origin.ends.push(cased.ends[at]!);
    }
  }
  const decomposed = cased.text.normalize('NFKD');
  const builder = new AlignmentBuilder(decomposed.length);
  for (const { character } of charactersOf(decomposed)) {
    const origin = origins.get(character)!;
    const start = origin.starts[origin.next]!;
    const end = origin.ends[origin.next++]!;
    if (normalise(character, false, stripAccents) !== '') builder.push(character, start, end);
    else if (/\p{M}/u.test(character)) builder.extend(start, end);
  }
  return builder.build();
}

function* charactersOf(text: string): Generator<{ readonly character: string; readonly at: number }> {
  let at = 0;
  for (const character of text) {
    yield { character, at };
    at += character.length;
  }
}

class AlignmentBuilder {
  length = 0;
  private readonly pieces: string[] = [];
  private readonly starts: Int32Array;
  private readonly ends: Int32Array;

  constructor(capacity: number) {
    this.starts = new Int32Array(capacity);
    this.ends = new Int32Array(capacity);
  }

  push(piece: string, start: number, end: number): void {
    this.pieces.push(piece);
    for (let i = 0; i < piece.length; i++) {
      this.starts[this.length] = start;
      this.ends[this.length++] = end;
    }
  }

  /** Adds a mark that was taken off to the character before it, if nothing lies between them. */
  extend(start: number, end: number): void {
    const last = this.length - 1;
    if (last >= 0 && start <= this.ends[last]!) this.ends[last] = Math.max(end, this.ends[last]!);
  }

  build(): AlignedText {
    const { pieces, starts, ends, length } = this;
    return { text: pieces.join(''), starts: starts.slice(0, length), ends: ends.slice(0, length) };
  }
}
