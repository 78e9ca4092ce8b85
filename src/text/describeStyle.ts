import { log1p } from '../math/log1p.ts';
import type { Field } from './Movie.ts';

/** How many numbers {@link describeStyle} gives for each field. */
export const STYLE_SIZES: Readonly<Record<Field, number>> = /* @__PURE__ */ Object.freeze({
  title: 8,
  plot: 17,
});

/**
 * How the text of a field is written, whatever it says: a catalogue that asks for one sentence gives genres more freely
 * than one that visitors fill in, and a title with a number and a colon is seldom a romance.
 *
 * @param field - which field
 * @param text - what it holds; nothing counts as an empty text
 * @param style - gets the numbers
 * @param first - where they begin
 */
export function describeStyle(
  field: Field,
  text: string | null | undefined,
  style: Float64Array,
  first: number,
): void {
  (field === 'title' ? describeTitle : describePlot)(text ?? '', style, first);
}

function describeTitle(title: string, style: Float64Array, first: number): void {
  const { wordCount, foreignCount, counts } = countMarks(title);
  let at = first;
  style[at++] = log1p(title.length);
  style[at++] = Number(wordCount === 1);
  style[at++] = Number(wordCount > 5);
  style[at++] = Number(counts[QUESTION_MARK]! + counts[EXCLAMATION_MARK]! > 0);
  style[at++] = Number(digitsIn(counts) > 0);
  style[at++] = Number(counts[COLON]! > 0);
  style[at++] = Number(foreignCount > 0);
  style[at++] = Number(title.startsWith('The '));
}

function describePlot(plot: string, style: Float64Array, first: number): void {
  const { wordCount, capitalCount, foreignCount, counts } = countMarks(plot);
  const length = log1p(wordCount);
  const perWord = 1 / Math.max(1, wordCount);
  let at = first;
  style[at++] = length;
  style[at++] = (length * length) / 5;
  style[at++] = Number(wordCount < 15);
  style[at++] = Number(wordCount < 25);
  style[at++] = Number(wordCount > 40);
  style[at++] = Number(wordCount > 60);
  style[at++] = Number(wordCount > 100);
  style[at++] = log1p(counts[FULL_STOP]!);
  style[at++] = counts[COMMA]! * perWord;
  style[at++] = capitalCount * perWord;
  style[at++] = Number(counts[QUOTE]! > 0);
  style[at++] = Number(counts[EXCLAMATION_MARK]! > 0);
  style[at++] = Number(counts[BRACKET]! > 0);
  style[at++] = Number(plot.includes(' - '));
  style[at++] = Number(digitsIn(counts) > 0);
  style[at++] = Number(foreignCount > 0);
  style[at++] = Number(plot.endsWith('.'));
}

const SPACE = 32;
const EXCLAMATION_MARK = 33;
const QUOTE = 34;
const BRACKET = 40;
const COMMA = 44;
const FULL_STOP = 46;
const DIGIT = 48;
const COLON = 58;
const QUESTION_MARK = 63;

/** Marks and digits are below it, and all letters above. */
const BEFORE_LETTERS = 64;

/** What one reading of a text tells. */
interface Marks {
  /** Runs without white space. */
  readonly wordCount: number;
  /** Words that begin with one of A to Z. */
  readonly capitalCount: number;
  /** Code units beyond ASCII. */
  readonly foreignCount: number;
  /** How often each mark and digit occurs: characters before {@link BEFORE_LETTERS}. */
  readonly counts: Uint32Array;
}

function countMarks(text: string): Marks {
  const counts = new Uint32Array(BEFORE_LETTERS);
  let [wordCount, capitalCount, foreignCount] = [0, 0, 0];
  let before = SPACE;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < BEFORE_LETTERS) counts[unit]!++;
    else if (unit >= 128) foreignCount++;
    if (before <= SPACE && unit > SPACE) {
      wordCount++;
      if (unit >= 65 && unit <= 90) capitalCount++;
    }
    before = unit;
  }
  return { wordCount, capitalCount, foreignCount, counts };
}

function digitsIn(counts: Uint32Array): number {
  let sum = 0;
  for (let unit = DIGIT; unit < DIGIT + 10; unit++) sum += counts[unit]!;
  return sum;
}
