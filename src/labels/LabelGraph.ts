/** What counts as worth saying in a {@link LabelGraph}. */
export interface LabelGraphOptions {
  /**
   * How many movies must have each of two genres for anything to be said of the pair; only movies of which both genres
   * are known count.
   * @defaultValue `10`
   */
  readonly minSupport?: number | undefined;
  /**
   * The least share of the movies of one genre that have the other for an implication; 0 to 1.
   * @defaultValue `0.5`
   */
  readonly minProbability?: number | undefined;
  /**
   * How many times likelier than by chance the other genre must be for an implication.
   * @defaultValue `1`
   */
  readonly minLift?: number | undefined;
  /**
   * How many movies with both genres chance alone must lead one to expect for a contradiction. Where 10 are expected,
   * chance gives none in 1 of 22,000 cases.
   * @defaultValue `10`
   */
  readonly minExpected?: number | undefined;
  /**
   * The most of that expectation that may occur for a contradiction: 0.1 is a tenth.
   * @defaultValue `0.1`
   */
  readonly maxLift?: number | undefined;
}

/** A genre and how many movies it was counted on. */
export interface LabelNode {
  readonly label: string;
  /** Movies that have it. */
  readonly support: number;
  /** Movies of which it is known whether they have it. */
  readonly knownCount: number;
}

/** Two genres and how often they go together, counted on the movies of which both are known. */
export interface LabelPair {
  /** The genre that comes first in label order. */
  readonly a: string;
  readonly b: string;
  /** Movies that have both. */
  readonly support: number;
  /** Movies that have `a`. */
  readonly supportOfA: number;
  /** Movies that have `b`. */
  readonly supportOfB: number;
  /** Movies of which both are known. */
  readonly knownCount: number;
  /** How many would have both if the two had nothing to do with each other. */
  readonly expected: number;
  /** `support / expected`: above 1 they seek each other, below 1 they avoid each other. */
  readonly lift: number;
  /** P(b | a): the share of the movies of `a` that have `b`. */
  readonly probabilityOfB: number;
  /** P(a | b). */
  readonly probabilityOfA: number;
}

/** A genre that mostly brings another with it. */
export interface LabelImplication {
  readonly from: string;
  readonly to: string;
  /** P(to | from). */
  readonly probability: number;
  /** P(to) among the movies of which both are known: what it would be by chance. */
  readonly baseProbability: number;
  /** `probability / baseProbability`. */
  readonly lift: number;
  /** Movies that have both. */
  readonly support: number;
  /** Movies that have `from`. */
  readonly supportOfFrom: number;
}

/** Which genres keep company and which avoid each other, in the movies that a classifier was fitted on. */
export interface LabelGraph {
  /** The options in force. */
  readonly options: Required<{ readonly [Name in keyof LabelGraphOptions]: number }>;
  /** All genres, in label order. */
  readonly labels: readonly LabelNode[];
  /** The pairs with enough support, in label order. */
  readonly pairs: readonly LabelPair[];
  /** Surest first. */
  readonly implications: readonly LabelImplication[];
  /** Pairs that hardly occur though chance would bring them together; most expected first. */
  readonly contradictions: readonly LabelPair[];
}
