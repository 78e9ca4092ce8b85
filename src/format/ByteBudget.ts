import { GenrekitError } from '../errors.ts';

/** How much memory one load may still take; everything of a size that the file declares is taken from it first. */
export class ByteBudget {
  private taken = 0;

  /** @param maxBytes - the most bytes in all */
  constructor(private readonly maxBytes: number) {}

  /**
   * Takes bytes before they are allocated.
   *
   * @param byteCount - how many
   * @param purpose - how the message names them, such as `its payload`
   * @throws GenrekitError `invalid-model` when fewer are left
   */
  take(byteCount: number, purpose: string): void {
    this.taken += byteCount;
    if (this.taken > this.maxBytes) {
      throw new GenrekitError(
        'invalid-model',
        `The model is too large: with ${purpose} of ${byteCount} bytes it unpacks to ${this.taken} bytes or more, ` +
          `above the limit of ${this.maxBytes}. Raise maxBytes if you trust the file.`,
      );
    }
  }
}
