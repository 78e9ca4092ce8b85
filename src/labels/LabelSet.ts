import { describeValue, GenrekitError } from '../errors.ts';

/* Sets by their own lists of names, so that the parts of a model share one. */
const known = /* @__PURE__ */ new WeakMap<readonly string[], LabelSet>();

/** The ordered, distinct labels of a model or a table; a label's number is its place in `names`. */
export class LabelSet {
  /** The labels in order. */
  readonly names: readonly string[];
  private readonly numbers: ReadonlyMap<string, number>;

  /**
   * @param names - distinct, non-empty names; their order is kept
   * @throws GenrekitError `invalid-labels` when a name is empty, not a string, or repeated
   */
  constructor(names: readonly string[]) {
    const numbers = new Map<string, number>();
    names.forEach((name, index) => {
      if (typeof name !== 'string' || name.trim() === '') {
        throw new GenrekitError(
          'invalid-labels',
          `Label ${index} must be a non-empty string; got ${describeValue(name)}.`,
        );
      }
      if (numbers.has(name)) {
        throw new GenrekitError(
          'invalid-labels',
          `Label ${describeValue(name)} occurs twice in the label set; name each label once.`,
        );
      }
      numbers.set(name, index);
    });
    this.names = Object.freeze([...names]);
    this.numbers = numbers;
    known.set(this.names, this);
  }

  /**
   * @param names - those of another set, or as for the constructor
   * @returns that other set, or a new one
   * @throws GenrekitError as the constructor
   */
  static of(names: readonly string[]): LabelSet {
    return known.get(names) ?? new LabelSet(names);
  }

  /** How many labels there are. */
  get size(): number {
    return this.names.length;
  }

  /**
   * @param name - a label
   * @returns its number, or -1 when the set does not have it
   */
  find(name: string): number {
    return this.numbers.get(name) ?? -1;
  }

  /**
   * @param name - a label
   * @returns its number
   * @throws GenrekitError `unknown-label` when the set does not have it
   */
  indexOf(name: string): number {
    const index = this.find(name);
    if (index < 0) {
      throw new GenrekitError(
        'unknown-label',
        `There is no label ${describeValue(name)}; known labels are ${this.names.join(', ')}.`,
      );
    }
    return index;
  }

  /**
   * Collects the labels that occur, in code-unit order.
   *
   * @param rows - the labels of each sample
   * @returns the set of all of them
   */
  static collect(rows: Iterable<readonly string[]>): LabelSet {
    const names = new Set<string>();
    for (const row of rows) for (const name of row) names.add(name);
    return new LabelSet([...names].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
  }
}
