/** What all splits have in common. */
export interface SplitOptions {
  /**
   * Decides the order and all ties; a whole number.
   *
   * @defaultValue 1
   */
  readonly seed?: number | undefined;
  /**
   * For each row a whole number; rows with the same number stay together. `duplicateGroups` makes such numbers.
   *
   * @defaultValue undefined: each row goes by itself
   */
  readonly groups?: ArrayLike<number> | undefined;
}
