import { GenrekitError } from '../errors.ts';
import { GrowableInt32 } from '../math/growable.ts';
import { alignText } from '../text/alignText.ts';
import { FIELDS, type Field, hasText, type Movie } from '../text/Movie.ts';
import { normalise } from '../text/normalise.ts';
import { englishStopWords } from '../text/stopWords.ts';
import type { FeatureExtractor, FeaturesState, TokenPlace } from './FeatureExtractor.ts';
import type { Features } from './Features.ts';
import { type TokenSettings, tokens } from './TokenOptions.ts';
import { SEPARATOR, SPECIAL_TOKENS, TokenRows, UNKNOWN } from './TokenRows.ts';
import { WordPieces } from './WordPieces.ts';

/**
 * Makes a sequence of token numbers a movie: those of the title, a separator, those of the plot. Each field is cut at a
 * length of its own, so that the plot of a movie reads the same whether or not the title is known.
 */
export class TokenFeatures implements FeatureExtractor {
  private readonly words: TokenWords;
  private readonly numbers: ReadonlyMap<string, number>;
  private readonly pieces: WordPieces | undefined;

  /**
   * @param settings - from `tokens()`
   * @param fields - the fields to read
   * @param vocabulary - the tokens in the order of their numbers, the special ones first
   */
  constructor(
    readonly settings: TokenSettings,
    readonly fields: readonly Field[],
    readonly vocabulary: readonly string[],
  ) {
    this.words = new TokenWords(settings);
    this.numbers = new Map(
      vocabulary.slice(SPECIAL_TOKENS.length).map((token, i) => [token, i + SPECIAL_TOKENS.length]),
    );
    if (settings.unit === 'wordPiece') this.pieces = new WordPieces(this.numbers);
  }

  /** Number of tokens in the vocabulary. */
  get columnCount(): number {
    return this.vocabulary.length;
  }

  transform(movies: readonly Movie[]): Features {
    const ids = new GrowableInt32(movies.length * 64);
    const offsets = new Int32Array(movies.length + 1);
    movies.forEach((movie, row) => {
      for (const field of this.fields) {
        const text = movie[field];
        if (!hasText(text)) continue;
        this.forEachToken(text, field, (id) => ids.push(id));
        if (field === 'title') ids.push(SEPARATOR);
      }
      offsets[row + 1] = ids.length;
    });
    return {
      kind: 'tokens',
      tokens: new TokenRows(this.vocabulary.length, ids.array.slice(0, ids.length), offsets),
    };
  }

  placesOf(movie: Movie): (TokenPlace | undefined)[] {
    const { isLowercased, stripAccents } = this.settings;
    const places: (TokenPlace | undefined)[] = [];
    for (const field of this.fields) {
      const text = movie[field];
      if (!hasText(text)) continue;
      const { starts, ends } = alignText(text, isLowercased, stripAccents);
      // A piece of a word has the place of the word: attention to either is attention to it.
      this.forEachToken(text, field, (_, index, length) => {
        const range = [index, index + length] as const;
        const start = starts.subarray(...range).reduce((a, b) => Math.min(a, b));
        const end = ends.subarray(...range).reduce((a, b) => Math.max(a, b));
        places.push({ field, start, end });
      });
      if (field === 'title') places.push(undefined);
    }
    return places;
  }

  /** Reads the tokens of a field up to its longest length, each with the place of its word in the normalised text. */
  private forEachToken(
    text: string,
    field: Field,
    visit: (id: number, index: number, length: number) => void,
  ): void {
    const { settings, numbers, pieces } = this;
    const most = field === 'title' ? settings.maxTitleLength : settings.maxPlotLength;
    let count = 0;
    this.words.forEach(text, (word, index) => {
      const take = (id: number) => {
        if (count++ < most) visit(id, index, word.length);
      };
      if (pieces === undefined) take(numbers.get(word) ?? UNKNOWN);
      else pieces.spell(word, UNKNOWN, take);
      return count < most;
    });
  }

  /** @returns what it has learned; {@link TokenFeatures.restore} makes an equal one of it */
  state(): FeaturesState {
    const { kind, ...settings } = this.settings;
    return { settings: { ...settings, kind, fields: this.fields }, arrays: { vocabulary: this.vocabulary } };
  }

  /**
   * @param state - from {@link TokenFeatures.state}, or a model file
   * @throws GenrekitError `invalid-model` when something in it is malformed
   */
  static restore({
    settings,
    arrays,
  }: {
    readonly settings: Readonly<Record<string, unknown>>;
    readonly arrays: Readonly<Record<string, unknown>>;
  }): TokenFeatures {
    const { kind, fields, ...options } = settings;
    const { vocabulary } = arrays;
    const isList =
      Array.isArray(vocabulary) && vocabulary.every((token) => typeof token === 'string' && token !== '');
    const isVocabulary = isList && new Set(vocabulary).size === vocabulary.length;
    if (!isVocabulary || SPECIAL_TOKENS.some((token, i) => vocabulary[i] !== token)) {
      throw malformed('the vocabulary is missing, repeats a token, or lacks the special ones');
    }
    const known = FIELDS.filter((field) => Array.isArray(fields) && fields.includes(field));
    if (kind !== 'tokens' || known.length === 0 || known.length !== (fields as unknown[]).length) {
      throw malformed('the fields are not named');
    }
    return new TokenFeatures(tokens(options), known, vocabulary as string[]);
  }
}

/** Cuts texts into words. */
export class TokenWords {
  private readonly stopWords: ReadonlySet<string>;
  private readonly pattern: RegExp;

  /** @param settings - from `tokens()` */
  constructor(private readonly settings: TokenSettings) {
    const { stopWords, unit } = settings;
    this.stopWords = new Set(
      stopWords === 'none' ? [] : stopWords === 'english' ? englishStopWords() : stopWords,
    );
    this.pattern = unit === 'word' ? /[\p{L}\p{N}_]{2,}/gu : /[\p{L}\p{N}_]+/gu;
  }

  /**
   * @param text - a title or a plot
   * @param visit - called with each word in turn, and its place in the normalised text, until it returns false
   */
  forEach(text: string, visit: (word: string, index: number) => boolean): void {
    const { isLowercased, stripAccents } = this.settings;
    for (const { 0: word, index } of normalise(text, isLowercased, stripAccents).matchAll(this.pattern))
      if (!this.stopWords.has(word) && !visit(word, index)) return;
  }
}

function malformed(what: string): GenrekitError {
  return new GenrekitError('invalid-model', `The saved tokens are malformed: ${what}. Save the model again.`);
}
