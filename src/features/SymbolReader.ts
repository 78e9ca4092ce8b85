import { GenrekitError } from '../errors.ts';
import { GrowableInt32 } from '../math/growable.ts';
import { EMPTY_HASH, extendHash } from '../text/hash.ts';
import { isWordCharacter } from '../text/isWordCharacter.ts';
import { normalise } from '../text/normalise.ts';
import { englishStopWords } from '../text/stopWords.ts';
import { TermList } from '../text/TermList.ts';
import { extendGram, TermTable } from './TermTable.ts';
import type { ResolvedTfidfOptions } from './TfidfOptions.ts';

const SPACE = 32;
/** U+FFFD stands for what is no character. */
const REPLACEMENT = 0xfffd;

/**
 * Turns a text into sequences of symbols: words, or characters. The n-grams inside each sequence are the terms of the
 * text, and lie in `bytes` as a vocabulary has them.
 */
export class SymbolReader {
  /** The symbols of the text read last in UTF-8, sequence after sequence; a space follows each word. */
  bytes = new Uint8Array(1024);
  /** The hash of each word or character. */
  readonly symbols = new GrowableInt32(256);
  /** Where each symbol begins in `bytes`. */
  readonly starts = new GrowableInt32(256);
  /** Where each symbol ends in `bytes`. */
  readonly ends = new GrowableInt32(256);
  /** Where each sequence ends in `symbols`. */
  readonly sequenceEnds = new GrowableInt32(64);

  private readonly stopWords: TermTable | undefined;
  private readonly encoder = new TextEncoder();
  /** Reads the same words, uncut, for a reader of prefixes. */
  private leader: SymbolReader | undefined;
  /** The text read last. */
  private text: string | undefined;

  /** @param options - checked settings of the vectoriser */
  constructor(readonly options: ResolvedTfidfOptions) {
    if (options.stopWords !== 'none') this.stopWords = stopTable(options.stopWords);
  }

  /** Whether symbols are characters rather than words. */
  get isCharacters(): boolean {
    return this.options.analyser === 'char' || this.options.analyser === 'charWb';
  }

  /**
   * Reads a text into `symbols` and its kin.
   *
   * @param text - any text
   */
  read(text: string): void {
    if (text === this.text) return;
    this.text = undefined;
    this.symbols.length = 0;
    this.starts.length = 0;
    this.ends.length = 0;
    this.sequenceEnds.length = 0;
    const { analyser, isLowercased, stripAccents, prefixLength } = this.options;
    if (prefixLength < Number.POSITIVE_INFINITY) {
      this.leader ??= new SymbolReader({ ...this.options, prefixLength: Number.POSITIVE_INFINITY });
      this.leader.read(text);
      this.cutWords(this.leader);
    } else if (typeof analyser === 'object') {
      const tokens = Array.from(analyser.tokens(text), ({ term }) => checkToken(term, analyser.id));
      this.pushWords(tokens.join(' '), 1, isNoSpace);
    } else {
      const normal = normalise(text, isLowercased, stripAccents);
      if (analyser === 'word') this.pushWords(normal, 2, isWordCharacter);
      else this.pushCharacters(normal, analyser === 'charWb');
      this.text = text;
    }
  }

  /**
   * Spares reading a text again that another reader has just read.
   *
   * @param others - readers of the same movies
   */
  follow(others: readonly SymbolReader[]): void {
    const habits = ({ options: { analyser, isLowercased, stripAccents, stopWords } }: SymbolReader) =>
      analyser === 'word' ? JSON.stringify([isLowercased, stripAccents, stopWords]) : Number.NaN;
    this.leader = others.find(
      (other) => other.options.prefixLength === Number.POSITIVE_INFINITY && habits(other) === habits(this),
    );
  }

  /** Takes the words of another reader, cut to prefixes. */
  private cutWords({ bytes: from, starts, ends }: SymbolReader): void {
    const { prefixLength } = this.options;
    const bytes = this.room(from.length);
    let at = 0;
    for (let word = 0; word < starts.length; word++) {
      const [start, end] = [at, ends.array[word]!];
      let hash = EMPTY_HASH;
      let left = prefixLength;
      for (let i = starts.array[word]!; i < end; i++) {
        const byte = from[i]!;
        if ((byte & 0xc0) !== 0x80 && left-- === 0) break; // a character begins
        bytes[at++] = byte;
        hash = extendHash(hash, byte);
      }
      this.push(hash, start, at);
      bytes[at++] = SPACE;
    }
    this.sequenceEnds.push(this.symbols.length);
  }

  /**
   * Words are the longest runs of word characters that are long enough, as scikit-learn's pattern `(?u)\b\w\w+\b` finds
   * them. They move up in `bytes`, and their hash is made on the way, so that no word has to be cut out of the text.
   */
  private pushWords(text: string, shortest: number, isInWord: (code: number) => boolean): void {
    const { stopWords } = this;
    const length = this.encode(text, 0);
    const { bytes } = this;
    let at = 0;
    for (let i = 0; i < length; ) {
      const start = at;
      let hash = EMPTY_HASH;
      let characterCount = 0;
      while (i < length) {
        const first = bytes[i]!;
        const width = first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
        let code = width === 1 ? first : first & (0x7f >> width);
        for (let k = 1; k < width; k++) code = (code << 6) | (bytes[i + k]! & 63);
        if (!isInWord(code)) break;
        for (const end = i + width; i < end; i++) {
          bytes[at++] = bytes[i]!;
          hash = extendHash(hash, bytes[i]!);
        }
        characterCount++;
      }
      if (
        characterCount < shortest ||
        (stopWords !== undefined && stopWords.find(extendGram(0, hash), bytes, start, at) >= 0)
      ) {
        at = start;
      } else {
        this.push(hash, start, at);
      }
      // What ends a word has a byte at least, which makes room for the space.
      if (i < length) for (i++; i < length && (bytes[i]! & 0xc0) === 0x80; ) i++;
      if (at > start) bytes[at++] = SPACE;
    }
    this.sequenceEnds.push(this.symbols.length);
  }

  /** Characters are those of the whole text, or those of each of its words between spaces; spaces count once. */
  private pushCharacters(text: string, isInWords: boolean): void {
    const pieces = isInWords
      ? text.split(/\s+/).flatMap((word) => (word === '' ? [] : [` ${word} `]))
      : [text.replace(/\s\s+/g, ' ')];
    let at = 0;
    for (const piece of pieces) {
      const end = this.encode(piece, at);
      const { bytes } = this;
      while (at < end) {
        const start = at;
        let hash = EMPTY_HASH;
        do hash = extendHash(hash, bytes[at++]!);
        while (at < end && (bytes[at]! & 0xc0) === 0x80);
        this.push(hash, start, at);
      }
      this.sequenceEnds.push(this.symbols.length);
    }
  }

  private push(hash: number, start: number, end: number): void {
    this.symbols.push(hash);
    this.starts.push(start);
    this.ends.push(end);
  }

  /** Writes a text into `bytes`, U+FFFD for halves of characters, and tells where it ends. */
  private encode(text: string, start: number): number {
    const bytes = this.room(start + text.length * 3 + 1);
    return start + this.encoder.encodeInto(text, start === 0 ? bytes : bytes.subarray(start)).written;
  }

  /** Makes room for a number of bytes, keeping those that are there. */
  private room(byteCount: number): Uint8Array {
    if (byteCount > this.bytes.length) {
      const larger = new Uint8Array(byteCount * 2);
      larger.set(this.bytes);
      this.bytes = larger;
    }
    return this.bytes;
  }
}

let english: TermTable | undefined;

function stopTable(list: 'english' | readonly string[]): TermTable {
  if (list === 'english') {
    english ??= new TermTable(TermList.of(englishStopWords()));
    return english;
  }
  return new TermTable(TermList.of([...new Set(list)].filter((word) => word !== '')));
}

function isNoSpace(code: number): boolean {
  return code !== SPACE;
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
