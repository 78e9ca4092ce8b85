import { describeValue, GenrekitError } from '../errors.ts';
import { compareCodePoints } from '../text/compareCodePoints.ts';
import { digest } from './digest.ts';
import { PHRASE_SCORINGS, type PhraseScoring } from './PhraseOptions.ts';

/** Two terms that belong together when the second follows the first, and how strongly. */
export type Phrase = readonly [first: string, second: string, score: number];

/** A {@link PhraseModel} as plain data, fit for JSON. */
export interface PhraseModelState {
  /** The `id` of the analyser whose tokens the phrases are made of. */
  readonly analyserId: string;
  /** The formula that was used. */
  readonly scoring: PhraseScoring;
  /** The option of that name in learning. */
  readonly minCount: number;
  /** What every phrase scored above. */
  readonly threshold: number;
  /** The phrases, best score first; equal scores in code-point order. */
  readonly phrases: readonly Phrase[];
}

/** The phrases found in a collection of texts; made by {@link learnPhrases}. */
export class PhraseModel implements PhraseModelState {
  readonly analyserId: string;
  readonly scoring: PhraseScoring;
  readonly minCount: number;
  readonly threshold: number;
  readonly phrases: readonly Phrase[];
  /** Tells models that join different terms apart: eight hexadecimal digits. */
  readonly digest: string;
  private readonly seconds = new Map<string, Map<string, number>>();

  /** @param state - checked data */
  private constructor(state: PhraseModelState) {
    this.analyserId = state.analyserId;
    this.scoring = state.scoring;
    this.minCount = state.minCount;
    this.threshold = state.threshold;
    this.phrases = Object.freeze(
      state.phrases
        .map(([first, second, score]): Phrase => Object.freeze([first, second, score] as const))
        .sort(bestFirst),
    );
    for (const [first, second, score] of this.phrases) {
      const scores = this.seconds.get(first) ?? new Map<string, number>();
      this.seconds.set(first, scores.set(second, score));
    }
    this.digest = digest(this.phrases.map(pairOf).sort(compareCodePoints));
  }

  /**
   * @param first - a term
   * @param second - the term after it
   * @returns the score of the two as a phrase; `undefined` when they are none
   */
  scoreOf(first: string, second: string): number | undefined {
    return this.seconds.get(first)?.get(second);
  }

  /** The model as plain data; `JSON.stringify` calls this. */
  toJSON(): PhraseModelState {
    const { analyserId, scoring, minCount, threshold, phrases } = this;
    return { analyserId, scoring, minCount, threshold, phrases };
  }

  /**
   * Rebuilds a model from its data.
   *
   * @param state - from {@link PhraseModel.toJSON}, possibly by way of JSON
   * @returns the model
   * @throws GenrekitError `invalid-value` when it is not such data
   *
   * @example
   * ```ts
   * import { PhraseModel } from 'genrekit/wink';
   * const model = PhraseModel.fromState({ analyserId: 'mine', scoring: 'npmi', minCount: 5, threshold: 0.5, phrases: [['new', 'york', 0.9]] });
   * console.log(PhraseModel.fromState(JSON.parse(JSON.stringify(model))).scoreOf('new', 'york')); // 0.9
   * ```
   */
  static fromState(state: PhraseModelState): PhraseModel {
    checkState(state);
    return new PhraseModel(state);
  }
}

function checkState(state: unknown): void {
  const { analyserId, scoring, minCount, threshold, phrases } = (state ?? {}) as Partial<PhraseModelState>;
  const isComplete =
    typeof analyserId === 'string' &&
    PHRASE_SCORINGS.includes(scoring!) &&
    Number.isFinite(minCount) &&
    Number.isFinite(threshold) &&
    Array.isArray(phrases);
  if (!isComplete) {
    throw new GenrekitError(
      'invalid-value',
      `PhraseModel.fromState needs data with analyserId, scoring, minCount, threshold and phrases, as toJSON gives it; got ${describeValue(state)}.`,
    );
  }
  const seen = new Set<string>();
  phrases.forEach((phrase: unknown, i) => {
    checkPhrase(phrase, i);
    const pair = pairOf(phrase as Phrase);
    if (seen.has(pair)) {
      throw new GenrekitError(
        'invalid-value',
        `Phrase ${i}, ${describeValue(pair)}, is given twice; give each once.`,
      );
    }
    seen.add(pair);
  });
}

function checkPhrase(phrase: unknown, i: number): void {
  const isPhrase =
    Array.isArray(phrase) &&
    phrase.length === 3 &&
    isTerm(phrase[0]) &&
    isTerm(phrase[1]) &&
    Number.isFinite(phrase[2]);
  if (isPhrase) return;
  throw new GenrekitError(
    'invalid-value',
    `Phrase ${i} must be [first, second, score] with two terms without spaces and a finite score; got ${describeValue(phrase)}.`,
  );
}

/** Terms have no spaces, so no two pairs are written alike. */
function pairOf([first, second]: Phrase): string {
  return `${first} ${second}`;
}

function isTerm(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && !value.includes(' ');
}

function bestFirst(a: Phrase, b: Phrase): number {
  return b[2] - a[2] || compareCodePoints(a[0], b[0]) || compareCodePoints(a[1], b[1]);
}
