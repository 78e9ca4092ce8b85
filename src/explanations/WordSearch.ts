import { pause } from '../learners/abort.ts';
import { type Field, hasText, type Movie } from '../text/Movie.ts';
import type { TextPiece } from './piecesOf.ts';
import { removeWords } from './removeWords.ts';

/** What a classifier says of one movie and one label. */
export interface Verdict {
  /** The calibrated probability of the label. */
  readonly score: number;
  /** Whether the label is predicted. */
  readonly isPredicted: boolean;
}

/** A set of words that was taken out, and what came of it. */
export interface Trial extends Verdict {
  /** Numbers of the words, ascending. */
  readonly words: readonly number[];
}

/** What a search goes by. */
export interface SearchTask {
  readonly movie: Movie;
  /** The fields that the classifier reads. */
  readonly fields: readonly Field[];
  /** The words of the movie in them, in order. */
  readonly words: readonly TextPiece[];
  /** What the classifier says of the movie as it is. */
  readonly before: Verdict;
  /** Asks the classifier. */
  readonly judge: (movies: readonly Movie[]) => readonly Verdict[];
  readonly maxWords: number;
  readonly beamWidth: number;
  readonly maxTrials: number;
}

/** What a search came to. */
export interface SearchResult {
  /** The trial with the fewest words that changes the decision, if one was found. */
  readonly found: Trial | undefined;
  readonly isFewest: boolean;
  readonly trialCount: number;
}

/** Texts predicted at a time, between which others may have their turn. */
const BATCH_SIZE = 128;

/** Searches for the fewest words whose removal changes a decision. */
export class WordSearch {
  private trialCount = 0;
  /** All sets of up to so many words have been tried. */
  private triedSize = 0;

  /** @param task - movie, words and limits */
  constructor(private readonly task: SearchTask) {}

  /**
   * Tries all single words, then all pairs if there are not too many, then larger sets by beam search: each round adds
   * one word to the sets that came nearest to another decision. What a beam finds is thinned out word by word.
   *
   * Sets that would leave the movie without any text are not tried, since nothing can be predicted of it. One field may
   * lose all its text; the movie is then predicted as one that has only the other.
   */
  async run(): Promise<SearchResult> {
    const { words, maxWords, maxTrials } = this.task;
    const count = words.length;
    let trials = await this.try(Array.from({ length: count }, (_, word) => [word]));
    if (count <= maxTrials) this.triedSize = 1;
    for (let size = 1; ; size++) {
      const found = this.best(trials.filter((trial) => this.isChanged(trial)))[0];
      if (found !== undefined) return this.result(await this.thinnedOut(found));
      const hasRoom = size < Math.min(maxWords, count) && this.trialCount < maxTrials;
      if (!hasRoom || trials.length === 0) return this.result(undefined);
      const isEveryPair = size === 1 && this.trialCount + (count * (count - 1)) / 2 <= maxTrials;
      trials = await this.try(isEveryPair ? pairsOf(count) : this.extended(trials));
      if (isEveryPair && this.triedSize === 1) this.triedSize = 2;
    }
  }

  private result(found: Trial | undefined): SearchResult {
    const isFewest = found !== undefined && found.words.length <= this.triedSize + 1;
    return { found, isFewest, trialCount: this.trialCount };
  }

  /** Predicts the movie without each of the sets, as far as the limit allows. */
  private async try(sets: readonly (readonly number[])[]): Promise<Trial[]> {
    const { movie, fields, words, judge, maxTrials } = this.task;
    const trials: Trial[] = [];
    for (let first = 0; first < sets.length && this.trialCount < maxTrials; first += BATCH_SIZE) {
      const batch = sets
        .slice(first, Math.min(first + BATCH_SIZE, first + maxTrials - this.trialCount))
        .map((set) => ({
          set,
          changed: removeWords(
            movie,
            set.map((word) => words[word]!),
          ),
        }))
        .filter(({ changed }) => fields.some((field) => hasText(changed[field])));
      this.trialCount += batch.length;
      judge(batch.map(({ changed }) => changed)).forEach(({ score, isPredicted }, i) => {
        trials.push({ words: batch[i]!.set, score, isPredicted });
      });
      await pause();
    }
    return trials;
  }

  private isChanged({ isPredicted }: Verdict): boolean {
    return isPredicted !== this.task.before.isPredicted;
  }

  /** Those that went farthest from the decision first; equal ones in their order. */
  private best(trials: readonly Trial[]): Trial[] {
    const sign = this.task.before.isPredicted ? 1 : -1;
    return trials.slice().sort((a, b) => sign * (a.score - b.score));
  }

  /** The best sets with one word more. */
  private extended(trials: readonly Trial[]): number[][] {
    const { words, beamWidth } = this.task;
    const sets = new Map<string, number[]>();
    for (const { words: base } of this.best(trials).slice(0, beamWidth)) {
      for (let word = 0; word < words.length; word++) {
        if (base.includes(word)) continue;
        const set = [...base, word].sort((a, b) => a - b);
        sets.set(set.join(), set);
      }
    }
    return [...sets.values()];
  }

  /** Puts words back as long as the decision stays changed. */
  private async thinnedOut(trial: Trial): Promise<Trial> {
    let thinnest = trial;
    while (thinnest.words.length > this.triedSize + 1) {
      const { words } = thinnest;
      const thinner = await this.try(words.map((word) => words.filter((other) => other !== word)));
      const next = this.best(thinner.filter((one) => this.isChanged(one)))[0];
      if (next === undefined) break;
      thinnest = next;
    }
    return thinnest;
  }
}

function pairsOf(count: number): number[][] {
  const pairs: number[][] = [];
  for (let first = 0; first < count; first++) {
    for (let second = first + 1; second < count; second++) pairs.push([first, second]);
  }
  return pairs;
}
