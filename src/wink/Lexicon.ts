import { GenrekitError } from '../errors.ts';

/** A numbered list of strings inside wink's model, such as its words or the shapes they have. */
interface StringTable {
  readonly list: string[];
  readonly hash: Record<string, number>;
  /** How many strings the model came with. */
  readonly intrinsicSize: number;
  /** The number that the next new string gets. */
  index: number;
}

/** The parts of wink's core model that {@link Lexicon} works on. */
export interface CoreModel {
  /** Tags, lemmas and flags of each word, packed. */
  readonly lexicon: Uint32Array;
  /** The parts of each contraction. */
  readonly xpansions: Uint32Array;
  /** The patterns of the tokeniser. */
  readonly trex: object;
  readonly features: { readonly lexeme: StringTable } & Readonly<Record<string, unknown>>;
}

/** Takes out of wink's tables what reading a text has added to them. */
export class Lexicon {
  private readonly words: StringTable;
  private readonly originalWordCount: number;
  private readonly otherTables: readonly StringTable[];
  private forgottenEnd: number;

  /** @param core - the model of an instance of wink-nlp that has read nothing yet */
  constructor(core: CoreModel) {
    const { lexeme, ...others } = core.features;
    this.words = lexeme;
    this.originalWordCount = lexeme.list.length;
    this.forgottenEnd = lexeme.list.length;
    this.otherTables = Object.values(others).filter(isStringTable);
  }

  /** How many words are kept in memory beyond those of the model. */
  get newWordCount(): number {
    return this.words.list.length - this.originalWordCount;
  }

  /** Makes the words met since the last call unknown again. */
  forget(): void {
    // wink keeps the properties of new words in a list that only grows, in step with this one: words lose their entry
    // in the index, not their number. The other tables have nothing beside them and are cut back.
    const { list, hash } = this.words;
    for (let i = this.forgottenEnd; i < list.length; i++) delete hash[list[i]!];
    this.forgottenEnd = list.length;
    for (const table of this.otherTables) {
      for (let i = table.intrinsicSize; i < table.list.length; i++) delete table.hash[table.list[i]!];
      table.list.length = table.intrinsicSize;
      table.index = table.intrinsicSize;
    }
  }
}

/**
 * @param core - what wink's model gave as its core
 * @returns the same, typed
 * @throws GenrekitError `unsupported-model` when it lacks what {@link Lexicon} needs
 */
export function readCore(core: unknown): CoreModel {
  const { features, lexicon, xpansions, trex } = (core ?? {}) as Partial<CoreModel>;
  if (
    lexicon instanceof Uint32Array &&
    xpansions instanceof Uint32Array &&
    typeof trex === 'object' &&
    isStringTable(features?.lexeme)
  ) {
    return core as CoreModel;
  }
  throw new GenrekitError(
    'unsupported-model',
    'The installed wink-eng-lite-web-model is not built as expected; install version 1.8.1.',
  );
}

function isStringTable(value: unknown): value is StringTable {
  if (typeof value !== 'object' || value === null) return false;
  const { list, hash, intrinsicSize, index } = value as Partial<StringTable>;
  return (
    Array.isArray(list) &&
    typeof hash === 'object' &&
    typeof index === 'number' &&
    intrinsicSize === list.length &&
    index === list.length
  );
}
