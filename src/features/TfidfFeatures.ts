import { describeValue, GenrekitError } from '../errors.ts';
import { CsrBuilder } from '../math/CsrBuilder.ts';
import { checkNumber } from '../options.ts';
import { FIELDS, type Field, hasText, type Movie } from '../text/Movie.ts';
import type { FeatureExtractor } from './FeatureExtractor.ts';
import type { SparseFeatures } from './Features.ts';
import { resolveTfidfOptions, type TfidfOptions } from './TfidfOptions.ts';
import { TfidfTransform, type TfidfVocabulary } from './TfidfTransform.ts';

/** A group of TF-IDF columns made from one field, with a vocabulary of its own. */
export interface FeatureBlock extends TfidfOptions {
  /**
   * Factor on the rows of this block: how loudly it speaks beside the others.
   * @defaultValue `1`
   */
  readonly weight?: number;
  /**
   * For blocks of the plot: factor on the rows that the block makes of the title of a movie without a plot, so that a
   * title alone can speak through what plots have taught. 0 leaves such a title to the blocks of the title.
   * @defaultValue `0`
   */
  readonly titleWeight?: number;
}

/** The blocks of each field. */
export interface TfidfFeaturesOptions {
  /**
   * Blocks made from the title; `[]` leaves the title out.
   * @defaultValue words and word pairs, and `charWb` 3 to 5, which catches stems and compounds of unseen words
   */
  readonly title?: readonly FeatureBlock[];
  /**
   * Blocks made from the plot; `[]` leaves the plot out.
   * @defaultValue words and word pairs in at least 2 plots, and words cut to 5 letters, both without stop words
   */
  readonly plot?: readonly FeatureBlock[];
}

/** What {@link tfidf} returns: checked settings that a classifier makes features with. */
export interface TfidfFeaturesSettings {
  readonly kind: 'tfidf';
  readonly title: readonly FeatureBlock[];
  readonly plot: readonly FeatureBlock[];
}

/** The blocks used when none are given; chosen by cross-validation on training rows. */
export const tfidfFeaturesDefaults: Required<TfidfFeaturesOptions> = /* @__PURE__ */ Object.freeze({
  title: [
    { ngrams: [1, 2], hasSublinearTf: true, weight: 0.7 },
    { analyser: 'charWb', ngrams: [3, 5], minDf: 2, hasSublinearTf: true, weight: 0.7 },
  ] as const,
  plot: [
    { ngrams: [1, 2], minDf: 2, stopWords: 'english', hasSublinearTf: true, weight: 1 },
    { prefixLength: 5, minDf: 2, stopWords: 'english', hasSublinearTf: true, weight: 0.8 },
  ] as const,
});

/** The same for classifiers that look at titles alone, which then have to speak up. */
export const titleOnlyDefaults: Required<TfidfFeaturesOptions> = /* @__PURE__ */ Object.freeze({
  title: [
    { ngrams: [1, 2], hasSublinearTf: true, weight: 1.1 },
    { analyser: 'charWb', ngrams: [2, 5], minDf: 2, hasSublinearTf: true, weight: 1.4 },
  ] as const,
  plot: [],
});

/**
 * Settings for TF-IDF features of titles and plots, each with vocabularies of its own.
 *
 * @param options - blocks of each field, or the options of a single word block that serves both fields
 * @returns settings for the option `features` of a classifier
 * @throws GenrekitError `invalid-option`
 *
 * @example
 * ```ts
 * import { GenreClassifier, tfidf } from 'genrekit';
 * new GenreClassifier({ features: tfidf({ ngrams: [1, 2] }) });
 * new GenreClassifier({ features: tfidf({ title: [{ analyser: 'charWb', ngrams: [3, 5] }] }) });
 * ```
 */
export function tfidf(options: TfidfFeaturesOptions | FeatureBlock = {}): TfidfFeaturesSettings {
  const given: unknown = options;
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new GenrekitError(
      'invalid-option',
      `The options of tfidf must be an object; got ${describeValue(given)}.`,
    );
  }
  const { title, plot, ...shared } = options as TfidfFeaturesOptions & FeatureBlock;
  const isShared = Object.keys(shared).length > 0;
  if (isShared && (title !== undefined || plot !== undefined)) {
    throw new GenrekitError(
      'invalid-option',
      `tfidf takes either blocks for title and plot, or the options of one block (${Object.keys(shared).join(', ')}); got both.`,
    );
  }
  const defaults = isShared ? { title: [shared], plot: [shared] } : tfidfFeaturesDefaults;
  return Object.freeze({
    kind: 'tfidf',
    title: checkBlocks('title', title ?? defaults.title),
    plot: checkBlocks('plot', plot ?? defaults.plot),
  });
}

/** A fitted block: its columns begin at `firstColumn` of the feature matrix. */
export interface FittedBlock {
  readonly field: Field;
  readonly weight: number;
  readonly titleWeight: number;
  readonly firstColumn: number;
  readonly transform: TfidfTransform;
}

/** A block as models store it. */
export interface SavedBlock {
  readonly field: Field;
  readonly weight: number;
  readonly titleWeight: number;
  readonly options: TfidfOptions;
  readonly vocabulary: TfidfVocabulary;
}

/** Makes one sparse row a movie: the TF-IDF blocks of its title, then those of its plot. */
export class TfidfFeatures implements FeatureExtractor {
  /** The blocks in column order. */
  readonly blocks: readonly FittedBlock[];
  /** The fields that have columns. */
  readonly fields: readonly Field[];
  /** Number of columns of all blocks. */
  readonly columnCount: number;

  /** @param blocks - fitted blocks, in column order */
  constructor(blocks: readonly Omit<FittedBlock, 'firstColumn'>[]) {
    let columnCount = 0;
    this.blocks = blocks.map((block) => {
      const firstColumn = columnCount;
      columnCount += block.transform.termCount;
      return { ...block, firstColumn };
    });
    this.columnCount = columnCount;
    this.fields = FIELDS.filter((field) => blocks.some((block) => block.field === field));
    const readers = blocks.map(({ transform }) => transform.reader);
    readers.forEach((reader, i) => {
      reader.follow(readers.slice(0, i));
    });
  }

  /**
   * @param movies - movies; a field that is absent leaves its columns empty
   * @returns movies x columns
   */
  transform(movies: readonly Movie[]): SparseFeatures {
    const builder = new CsrBuilder(this.columnCount, movies.length * 64);
    for (const movie of movies) {
      for (const block of this.blocks) {
        const field = fieldRead(block, movie);
        if (field === undefined) continue;
        const weight = field === block.field ? block.weight : block.titleWeight;
        block.transform.appendRow(movie[field]!, builder, block.firstColumn, weight);
      }
      builder.endRow();
    }
    return { kind: 'sparse', matrix: builder.build() };
  }

  /**
   * @param saved - what `saveFeatures` returned
   * @returns the extractor it was saved from
   */
  static restore(saved: readonly SavedBlock[]): TfidfFeatures {
    return new TfidfFeatures(
      saved.map(({ field, weight, titleWeight, options, vocabulary }) => ({
        field,
        weight,
        titleWeight,
        transform: new TfidfTransform(vocabulary, resolveTfidfOptions(options)),
      })),
    );
  }
}

/**
 * @param block - a block
 * @param movie - a movie
 * @returns the field that the block reads of this movie; `undefined` when there is nothing for it
 */
export function fieldRead(
  { field, titleWeight }: Pick<FittedBlock, 'field' | 'titleWeight'>,
  movie: Movie,
): Field | undefined {
  if (hasText(movie[field])) return field;
  return titleWeight > 0 && hasText(movie.title) ? 'title' : undefined;
}

function checkBlocks(field: Field, blocks: unknown): readonly FeatureBlock[] {
  if (!Array.isArray(blocks)) {
    throw new GenrekitError(
      'invalid-option',
      `tfidf.${field} must be a list of blocks, such as [{ ngrams: [1, 2] }]; got ${describeValue(blocks)}.`,
    );
  }
  // `Array.from` shows the holes of a sparse array, which `forEach` would pass over.
  const list = Array.from(blocks, (block: unknown, index) => {
    const owner = `tfidf.${field}[${index}]`;
    if (typeof block !== 'object' || block === null) {
      throw new GenrekitError('invalid-option', `${owner} must be an object; got ${describeValue(block)}.`);
    }
    const { weight = 1, titleWeight = 0, ...options } = block as FeatureBlock;
    checkNumber(`${owner}.weight`, weight, { above: 0 });
    checkNumber(`${owner}.titleWeight`, titleWeight, { min: 0, ...(field === 'title' && { max: 0 }) });
    resolveTfidfOptions(options, owner);
    return Object.freeze({ ...(block as FeatureBlock) });
  });
  return Object.freeze(list);
}
