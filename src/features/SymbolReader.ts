import { GenrekitError } from '../errors.ts';
import { GrowableInt32 } from '../math/growable.ts';
import { normalise } from '../text/normalise.ts';
import { englishStopWords } from '../text/stopWords.ts';
import { forEachWord } from '../text/wordCharacters.ts';
import type { ResolvedTfidfOptions } from './TfidfOptions.ts';

/**
 * Turns a text into sequences of integer symbols: word numbers, or code points. The n-grams inside each sequence are
 * the terms of the text.
 */
export class SymbolReader {
  /** Symbols of the text read last, sequence after sequence. */
  readonly symbols = new GrowableInt32(256);
  /** Where each sequence ends in `symbols`. */
  readonly sequenceEnds = new GrowableInt32(64);

  private readonly wordNumbers = new Map<string, number>();
  private readonly words: string[] = [];
  private readonly stopWords: ReadonlySet<string>;

  /** @param options - checked settings of the vectoriser */
  constructor(private readonly options: ResolvedTfidfOptions) {
    const { stopWords } = options;
    this.stopWords = new Set(
      stopWords === 'none' ? [] : stopWords === 'english' ? englishStopWords() : stopWords,
    );
  }

  /** Whether symbols are characters rather than words. */
  get isCharacters(): boolean {
    return this.options.analyser === 'char' || this.options.analyser === 'charWb';
  }

  /**
   * Reads a text into `symbols` and `sequenceEnds`.
   *
   * @param text - any text
   * @param isLearning - whether words seen for the first time get a number; otherwise they read as -1
   */
  read(text: string, isLearning: boolean): void {
    this.symbols.length = 0;
    this.sequenceEnds.length = 0;
    const { analyser, isLowercased, stripAccents } = this.options;
    if (typeof analyser === 'object') {
      for (const { term } of analyser.tokens(text)) this.pushWord(checkToken(term, analyser.id), isLearning);
      this.sequenceEnds.push(this.symbols.length);
      return;
    }
    const normal = normalise(text, isLowercased, stripAccents);
    if (analyser === 'word') {
      forEachWord(normal, (start, end) => this.pushWord(normal.slice(start, end), isLearning));
      this.sequenceEnds.push(this.symbols.length);
    } else if (analyser === 'char') {
      this.pushCharacters(normal.replace(/\s\s+/g, ' '));
    } else {
      for (const word of normal.split(/\s+/)) if (word !== '') this.pushCharacters(` ${word} `);
    }
  }

  /**
   * @param symbols - an n-gram
   * @returns the term it stands for: words joined by a space, or characters
   */
  termOf(symbols: readonly number[]): string {
    if (this.isCharacters) return String.fromCodePoint(...symbols);
    return symbols.map((symbol) => this.words[symbol]!).join(' ');
  }

  /**
   * @param term - a term, as `termOf` writes it
   * @returns its symbols; new words get a number
   */
  symbolsOf(term: string): number[] {
    if (this.isCharacters) return Array.from(term, (character) => character.codePointAt(0)!);
    return term.split(' ').map((word) => this.numberOf(word));
  }

  private pushWord(word: string, isLearning: boolean): void {
    if (this.stopWords.has(word)) return;
    const stem = word.length > this.options.prefixLength ? cut(word, this.options.prefixLength) : word;
    this.symbols.push(this.wordNumbers.get(stem) ?? (isLearning ? this.numberOf(stem) : -1));
  }

  private numberOf(word: string): number {
    let number = this.wordNumbers.get(word);
    if (number === undefined) {
      number = this.words.length;
      this.wordNumbers.set(word, number);
      this.words.push(word);
    }
    return number;
  }

  private pushCharacters(text: string): void {
    for (let i = 0; i < text.length; i++) {
      let code = text.charCodeAt(i);
      if (code >= 0xd800 && code < 0xdc00) {
        code = text.codePointAt(i)!;
        if (code > 0xffff) i++;
      }
      this.symbols.push(code);
    }
    this.sequenceEnds.push(this.symbols.length);
  }
}

/** The first characters of a word, never half a surrogate pair. */
function cut(word: string, characterCount: number): string {
  let end = 0;
  for (let i = 0; i < characterCount && end < word.length; i++)
    end += word.codePointAt(end)! > 0xffff ? 2 : 1;
  return word.slice(0, end);
}

/** Spaces join the words of an n-gram, so a token must not contain any. */
function checkToken(term: string, id: string): string {
  if (typeof term === 'string' && term !== '' && !term.includes(' ')) return term;
  throw new GenrekitError(
    'invalid-value',
    `The analyser '${id}' gave the token ${JSON.stringify(term)}; tokens must be non-empty text without spaces.`,
  );
}
