import model from 'wink-eng-lite-web-model';
import winkNLP, { type ItsFunction, type WinkMethods } from 'wink-nlp';
import { GenrekitError } from '../errors.ts';
import { digest } from './digest.ts';
import { type CoreModel, Lexicon, readCore } from './Lexicon.ts';

/** The steps of wink-nlp that the analyser needs; negation ends with the sentence, hence its boundaries. */
const PIPE = ['sbd', 'negation', 'pos'];

/**
 * Words a text adds to the lexicon stay in memory, about 100 bytes each. At this many the lexicon is loaded afresh,
 * which takes a tenth of a second, once in some ten thousand plots.
 */
const MAX_NEW_WORDS = 50_000;

/** The form of a word that becomes its term. */
export type TermForm = 'lemma' | 'normal' | 'stem';

/** What wink-nlp tells of a text: one entry per token in each list. */
export interface WinkTokens {
  /** The tokens as they stand in the text. */
  readonly values: readonly string[];
  /** Their lemma, normal form or stem. */
  readonly forms: readonly string[];
  /** Universal part-of-speech tags. */
  readonly tags: readonly string[];
  /** Whether a negation before them, in the same sentence, applies to them. */
  readonly negations: readonly boolean[];
}

/**
 * wink-nlp with its English model, made to give the same answer for the same text whatever it has read before.
 *
 * On its own it does not: what its lexicon lacks is added as soon as it is met, so that "his wife's, and" makes "wife's"
 * one word in every later text, where it was two. Here each text is read with the lexicon that the model came with.
 */
export class WinkEngine {
  /** Tells one language model from another. */
  readonly modelDigest: string;
  private nlp!: WinkMethods;
  private lexicon!: Lexicon;

  constructor() {
    this.modelDigest = digestOf(this.load());
  }

  /**
   * @param text - a text without over-long runs and without white space other than spaces, tabs and line ends
   * @param form - which form of each word to give
   * @returns its tokens
   */
  read(text: string, form: TermForm): WinkTokens {
    if (this.lexicon.newWordCount > MAX_NEW_WORDS) this.load();
    const { its } = this.nlp;
    try {
      const tokens = this.nlp.readDoc(text).tokens();
      return {
        values: tokens.out(its.value),
        forms: tokens.out(its[form] as ItsFunction<string>),
        tags: tokens.out(its.pos),
        negations: tokens.out(its.negationFlag) as boolean[],
      };
    } finally {
      this.lexicon.forget();
    }
  }

  private load(): CoreModel {
    let core: unknown;
    const watched = {
      ...model,
      core: () => {
        core = (model.core as () => unknown)();
        return core;
      },
      // Custom entities are not used, and loading this part once more nests it in yet another layer of JSON.
      metaCER: () => ({ machines: '', transformers: [] }),
    };
    this.nlp = winkNLP(watched, PIPE);
    const readable = readCore(core);
    this.lexicon = new Lexicon(readable);
    return readable;
  }
}

let shared: WinkEngine | undefined;

/**
 * @returns the engine that all analysers share; it is loaded on the first call
 * @throws GenrekitError `unsupported-model` when the installed packages are built in a way this version does not know
 */
export function winkEngine(): WinkEngine {
  shared ??= new WinkEngine();
  return shared;
}

/** Covers everything that decides about tokens: words, their tags and lemmas, patterns, and the state machines. */
function digestOf(core: CoreModel): string {
  const machines = [model.sbd, model.negation, model.pos].flatMap(
    (part) => (part as () => { machines?: unknown })().machines,
  );
  if (!machines.every((machine) => typeof machine === 'string')) {
    throw new GenrekitError(
      'unsupported-model',
      'The installed wink-eng-lite-web-model is not built as expected; install version 1.8.1.',
    );
  }
  return digest([
    core.lexicon,
    core.xpansions,
    JSON.stringify(core.trex),
    ...core.features.lexeme.list,
    ...machines,
  ]);
}
