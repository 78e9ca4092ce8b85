import { describeValue, GenrekitError } from '../errors.ts';
import type { Analyser } from '../text/Analyser.ts';
import { type AlignedText, alignText } from '../text/alignText.ts';
import { englishStopWords } from '../text/stopWords.ts';
import type { TextSpan } from '../text/TextSpan.ts';
import { checkToken, type SymbolReader } from './SymbolReader.ts';

/**
 * Reads a text, and tells where each of its symbols stands.
 *
 * @param reader - reads the text into its `symbols`
 * @param text - any text
 * @returns for each symbol the piece of the text that it stands for: a word or its prefix, a character, or the whole
 * white space that counts as one; an empty piece for the padding of `charWb`, which is not in the text
 * @throws GenrekitError `invalid-value` for an analyser whose tokens do not lie in the text
 */
export function readSpans(reader: SymbolReader, text: string): TextSpan[] {
  reader.read(text);
  const { analyser, isLowercased, stripAccents } = reader.options;
  if (typeof analyser === 'object') return spansOfTokens(reader, analyser, text);
  const aligned = alignText(text, isLowercased, stripAccents);
  if (analyser === 'word') return spansOfWords(reader, aligned);
  return analyser === 'char' ? spansOfCharacters(aligned) : spansOfPaddedWords(aligned);
}

function spansOfTokens(reader: SymbolReader, analyser: Analyser, text: string): TextSpan[] {
  const { id } = analyser;
  const stopWords = stopWordsOf(reader);
  const kept = Array.from(analyser.tokens(text)).filter(({ term }) => !stopWords.has(checkToken(term, id)));
  if (kept.length !== reader.symbols.length) {
    throw new GenrekitError(
      'invalid-value',
      `The analyser '${id}' gave ${reader.symbols.length} tokens, and ${kept.length} for the same text; it must always give the same.`,
    );
  }
  return kept.map(({ term, start, end }) => {
    const isInside = Number.isInteger(start) && Number.isInteger(end) && end <= text.length;
    if (isInside && start >= 0 && start <= end) return { start, end };
    throw new GenrekitError(
      'invalid-value',
      `The analyser '${id}' gave the token ${describeValue(term)} from ${describeValue(start)} to ${describeValue(end)}, ` +
        `which is no part of a text of length ${text.length}; tokens must say where they stand.`,
    );
  });
}

function spansOfWords(reader: SymbolReader, aligned: AlignedText): TextSpan[] {
  const stopWords = stopWordsOf(reader);
  const spans: TextSpan[] = [];
  for (const { 0: word, index } of aligned.text.matchAll(/[\p{L}\p{N}_]+/gu)) {
    if (word === firstCharacters(word, 1) || stopWords.has(word)) continue;
    const { length } = firstCharacters(word, reader.options.prefixLength);
    spans.push(originOf(aligned, index, index + length));
  }
  return spans;
}

function spansOfCharacters(aligned: AlignedText): TextSpan[] {
  return Array.from(aligned.text.matchAll(/\s\s+|./gsu), ({ 0: character, index }) =>
    originOf(aligned, index, index + character.length),
  );
}

function spansOfPaddedWords(aligned: AlignedText): TextSpan[] {
  const spans: TextSpan[] = [];
  for (const { 0: word, index } of aligned.text.matchAll(/\S+/g)) {
    const { start, end } = originOf(aligned, index, index + word.length);
    spans.push({ start, end: start });
    let at = index;
    for (const character of word) {
      spans.push(originOf(aligned, at, at + character.length));
      at += character.length;
    }
    spans.push({ start: end, end });
  }
  return spans;
}

/** The smallest piece of the original text that holds all that a run of the normalised text comes from. */
function originOf({ starts, ends }: AlignedText, first: number, end: number): TextSpan {
  let span = { start: starts[first]!, end: ends[first]! };
  for (let i = first + 1; i < end; i++) span = joined(span, { start: starts[i]!, end: ends[i]! });
  return span;
}

/**
 * @param a - a piece of a text
 * @param b - another
 * @returns the smallest piece that holds both
 */
export function joined(a: TextSpan, b: TextSpan): TextSpan {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}

function stopWordsOf({ options: { stopWords } }: SymbolReader): ReadonlySet<string> {
  return new Set(stopWords === 'none' ? [] : stopWords === 'english' ? englishStopWords() : stopWords);
}

/** The first characters of a word, never half a surrogate pair. */
function firstCharacters(word: string, characterCount: number): string {
  if (word.length <= characterCount) return word;
  let end = 0;
  for (let i = 0; i < characterCount && end < word.length; i++)
    end += word.codePointAt(end)! > 0xffff ? 2 : 1;
  return word.slice(0, end);
}
