import { GenrekitError } from '../errors.ts';
import { GrowableInt32 } from '../math/growable.ts';
import { isWordCharacter } from '../text/isWordCharacter.ts';
import { normalise } from '../text/normalise.ts';
import { englishStopWords } from '../text/stopWords.ts';
import { WordTable } from '../text/WordTable.ts';
import { NgramTrie } from './NgramTrie.ts';
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

  /** The words that symbols number, when they are not characters. */
  readonly words: WordTable;
  /** Words that give no symbol. */
  readonly stopWords = new WordTable();

  /**
   * @param options - checked settings of the vectoriser
   * @param expectedWords - how many words to make room for at first
   */
  constructor(
    readonly options: ResolvedTfidfOptions,
    expectedWords = 0,
  ) {
    this.words = new WordTable(expectedWords);
    const { stopWords } = options;
    const list = stopWords === 'none' ? [] : stopWords === 'english' ? englishStopWords() : stopWords;
    for (const word of list) this.stopWords.findOrAddWord(word);
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
      for (const { term } of analyser.tokens(text)) this.pushToken(checkToken(term, analyser.id), isLearning);
      this.sequenceEnds.push(this.symbols.length);
      return;
    }
    const normal = normalise(text, isLowercased, stripAccents);
    if (analyser === 'word') {
      this.pushWords(normal, isLearning);
      this.sequenceEnds.push(this.symbols.length);
    } else if (analyser === 'char') {
      this.pushCharacters(normal.replace(/\s\s+/g, ' '));
    } else {
      for (const word of normal.split(/\s+/)) if (word !== '') this.pushCharacters(` ${word} `);
    }
  }

  /**
   * Files terms in a trie; new words get numbers.
   *
   * @param terms - as a vocabulary lists them
   * @param trie - where they go
   * @returns the node of each
   */
  fileTerms(terms: readonly string[], trie: NgramTrie): Int32Array {
    const nodes = new Int32Array(terms.length);
    const { words, isCharacters } = this;
    for (let column = 0; column < nodes.length; column++) {
      const term = terms[column]!;
      let node = NgramTrie.root;
      if (isCharacters) {
        for (const character of term) node = trie.childOrNew(node, character.codePointAt(0)!);
      } else {
        // Words are found where they stand: a model has tens of thousands of terms, and opening it should cut no strings.
        const { length } = term;
        let start = 0;
        let hash = WordTable.emptyHash;
        for (let i = 0; i <= length; i++) {
          const code = i < length ? term.charCodeAt(i) : SPACE;
          if (code !== SPACE) {
            hash = WordTable.extendHash(hash, code);
            continue;
          }
          node = trie.childOrNew(node, words.findOrAdd(term, start, i, hash));
          start = i + 1;
          hash = WordTable.emptyHash;
        }
      }
      nodes[column] = node;
    }
    return nodes;
  }

  /**
   * Words are the longest runs of word characters that are at least two characters long, as scikit-learn's pattern
   * `(?u)\b\w\w+\b` finds them. Their hash is made on the way, so that no word has to be cut out of the text.
   */
  private pushWords(text: string, isLearning: boolean): void {
    const { words, stopWords } = this;
    const { prefixLength } = this.options;
    const { length } = text;
    let i = 0;
    while (i < length) {
      const start = i;
      let hash = WordTable.emptyHash;
      let stemEnd = start;
      let stemHash = hash;
      let characterCount = 0;
      while (i < length) {
        let code = text.charCodeAt(i);
        let width = 1;
        if (code >= 0xd800 && code < 0xdc00) {
          code = text.codePointAt(i)!;
          if (code > 0xffff) width = 2;
        }
        if (!isWordCharacter(code)) break;
        hash = WordTable.extendHash(hash, text.charCodeAt(i));
        if (width === 2) hash = WordTable.extendHash(hash, text.charCodeAt(i + 1));
        i += width;
        characterCount++;
        if (characterCount <= prefixLength) {
          stemEnd = i;
          stemHash = hash;
        }
      }
      if (characterCount === 0) i++;
      if (characterCount < 2) continue;
      if (stopWords.size > 0 && stopWords.find(text, start, i, hash) >= 0) continue;
      this.symbols.push(
        isLearning
          ? words.findOrAdd(text, start, stemEnd, stemHash)
          : words.find(text, start, stemEnd, stemHash),
      );
    }
  }

  private pushToken(token: string, isLearning: boolean): void {
    if (this.stopWords.findWord(token) >= 0) return;
    const stem = firstCharacters(token, this.options.prefixLength);
    this.symbols.push(isLearning ? this.words.findOrAddWord(stem) : this.words.findWord(stem));
  }

  private pushCharacters(text: string): void {
    for (let i = 0; i < text.length; i++) {
      let code = text.charCodeAt(i);
      if (code >= 0xd800 && code < 0xe000) {
        code = text.codePointAt(i)!;
        if (code > 0xffff) i++;
        else code = REPLACEMENT; // half a character, as text cut by length has it; no file could store it
      }
      this.symbols.push(code);
    }
    this.sequenceEnds.push(this.symbols.length);
  }
}

const SPACE = 32;

/** U+FFFD stands for what is no character. */
const REPLACEMENT = 0xfffd;

/** The first characters of a word, never half a surrogate pair. */
export function firstCharacters(word: string, characterCount: number): string {
  if (word.length <= characterCount) return word;
  let end = 0;
  for (let i = 0; i < characterCount && end < word.length; i++)
    end += word.codePointAt(end)! > 0xffff ? 2 : 1;
  return word.slice(0, end);
}

/** Spaces join the words of an n-gram, so a token must not contain any. */
export function checkToken(term: string, id: string): string {
  if (typeof term === 'string' && term !== '' && !term.includes(' ')) {
    return term.replace(/\p{Surrogate}/gu, String.fromCharCode(REPLACEMENT));
  }
  throw new GenrekitError(
    'invalid-value',
    `The analyser '${id}' gave the token ${JSON.stringify(term)}; tokens must be non-empty text without spaces.`,
  );
}
