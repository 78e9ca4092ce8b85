import type { ResolvedTfidfOptions } from '../features/TfidfOptions.ts';
import { normalise } from '../text/normalise.ts';
import type { TextSpan } from '../text/TextSpan.ts';

type Reading = Pick<ResolvedTfidfOptions, 'analyser' | 'isLowercased' | 'stripAccents'>;

/**
 * Whether a span cuts out exactly the token that it is said to: read on its own, the piece is the token. Where the
 * token has but a part of a character (the `i` of `ﬁ`), the piece must hold it and no shorter one may.
 *
 * @param text - the text
 * @param span - a piece of it
 * @param token - what it should be, as the vocabulary has it
 * @param reading - how the text is read
 */
export function cutsOut(text: string, { start, end }: TextSpan, token: string, reading: Reading): boolean {
  const piece = text.slice(start, end);
  const wanted = folded(token);
  const read = (given: string) => {
    const normal = folded(normalise(given, reading.isLowercased, reading.stripAccents));
    return reading.analyser === 'char' ? normal.replace(/\s\s+/g, ' ') : normal;
  };
  if (read(piece) === wanted) return true;
  let characters = [...piece];
  const isSame = (shorter: readonly string[]) => read(shorter.join('')) === read(characters.join(''));
  // What is taken off at the end belongs to the character before it, and white space may count as one character.
  while (characters.length > 1 && isSame(characters.slice(0, -1))) characters = characters.slice(0, -1);
  while (characters.length > 1 && wanted.startsWith(' ') && isSame(characters.slice(1))) {
    characters = characters.slice(1);
  }
  const has = (list: readonly string[]) => read(list.join('')).includes(wanted);
  return has(characters) && !has(characters.slice(1)) && !has(characters.slice(0, -1));
}

/**
 * The tokens that a term is made of, each of which has a span of its own.
 *
 * @param term - as the vocabulary has it
 * @param analyser - that it was read with
 */
export function tokensOf(term: string, analyser: Reading['analyser']): readonly string[] {
  if (analyser === 'char') return [term];
  // The padding of words is not in the text.
  return analyser === 'charWb' ? [term.replace(/^ /, '').replace(/ $/, '')] : term.split(' ');
}

/** A sigma alone does not know that it is the last letter, and half a character is none. */
function folded(text: string): string {
  return text.replaceAll('σ', 'ς').replace(/\p{Surrogate}/gu, '\ufffd');
}
