import type { MatrixKernel, Numbers } from '../kernels/MatrixKernel.ts';

const CHUNK = 1 << 18;

/** Memory for the numbers of one pass, used again by the next: a training step then makes no garbage. */
export class Workspace {
  private readonly chunks: Numbers[] = [];
  private chunk = 0;
  private used = 0;

  /** @param kernel - says in which precision */
  constructor(private readonly kernel: MatrixKernel) {}

  /**
   * @param length - how many numbers
   * @returns an array with whatever was in it, to be used until the next {@link Workspace.reset}
   */
  take(length: number): Numbers {
    for (;;) {
      const chunk = this.chunks[this.chunk];
      if (chunk === undefined) break;
      if (this.used + length <= chunk.length) {
        const taken = chunk.subarray(this.used, this.used + length);
        this.used += length;
        return taken;
      }
      this.chunk++;
      this.used = 0;
    }
    this.chunks.push(this.kernel.zeros(Math.max(length, CHUNK)));
    return this.take(length);
  }

  /** Takes everything back. */
  reset(): void {
    this.chunk = 0;
    this.used = 0;
  }
}
