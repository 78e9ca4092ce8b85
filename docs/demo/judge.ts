import type { Answer } from './askModel.ts';

/** What is decided on one genre. */
export interface Verdict {
  readonly label: string;
  /** Its calibrated probability. */
  readonly score: number;
  /** The probability from which it is told. */
  readonly threshold: number;
  readonly isTold: boolean;
  /** Whether it is a genre that the catalogue does not have. */
  readonly isAbsent: boolean;
}

/** What is decided on a movie. */
export interface Judgement {
  /** Every genre, most likely first. */
  readonly verdicts: readonly Verdict[];
  /** Whether no genre reached its threshold, so that the one nearest to it is told alone. */
  readonly isNearest: boolean;
}

/**
 * Decides as a classifier does by default: every genre that reaches its threshold, or else the one with the highest
 * ratio of the two.
 *
 * @param answer - what the model says
 * @param shift - how far all thresholds are moved, in log-odds; 0 = as tuned, above 0 = stricter
 */
export function judge(
  { scores, thresholds }: Pick<Answer, 'scores' | 'thresholds'>,
  shift: number,
): Judgement {
  const verdicts = scores.map(({ label, score }) => {
    const threshold = moveThreshold(thresholds[label]!, shift);
    return { label, score, threshold, isTold: score >= threshold, isAbsent: score === 0 && threshold === 1 };
  });
  if (verdicts.some(({ isTold }) => isTold)) return { verdicts, isNearest: false };
  const ratio = ({ score, threshold }: Verdict) => score / threshold;
  const nearest = verdicts.reduce((best, next) => (ratio(next) > ratio(best) ? next : best));
  return {
    verdicts: verdicts.map((verdict) => ({ ...verdict, isTold: verdict === nearest })),
    isNearest: true,
  };
}

/**
 * @param threshold - a probability
 * @param shift - in log-odds, so that thresholds of rare and of common genres move alike and stay between 0 and 1
 */
export function moveThreshold(threshold: number, shift: number): number {
  if (shift === 0) return threshold;
  return 1 / (1 + ((1 - threshold) / threshold) * Math.exp(-shift));
}

/** What to expect of a judgement, if the probabilities can be taken at their word. */
export interface Expectation {
  readonly toldCount: number;
  /** How many of the genres told are right, on average. */
  readonly right: number;
  /** How many of the movie's genres are not told, on average. */
  readonly missed: number;
}

/** @param judgement - whose genres to count */
export function expectationOf({ verdicts }: Judgement): Expectation {
  const sum = (isTold: boolean) =>
    verdicts.reduce((total, verdict) => total + (verdict.isTold === isTold ? verdict.score : 0), 0);
  return {
    toldCount: verdicts.filter(({ isTold }) => isTold).length,
    right: sum(true),
    missed: sum(false),
  };
}
