import type { MatrixKernel } from '../kernels/MatrixKernel.ts';
import type { SeededRandom } from '../math/SeededRandom.ts';
import type { Encoder } from './Encoder.ts';
import type { ScoringWeights, Sequences } from './Pass.ts';
import { TokenMemory } from './TokenMemory.ts';
import { Workspace } from './Workspace.ts';

/** Samples scored at a time; more would not be faster, and need more memory. */
const CHUNK = 32;
/** What is remembered of a token takes at most one in so many of the numbers of its row. */
const SMALL_PART = 4;

/** Scores samples with fixed weights. */
export class EncoderScorer {
  private readonly workspace: Workspace;
  private memory: TokenMemory | undefined;

  /**
   * @param encoder - the plan
   * @param kernel - multiplies
   * @param weights - the numbers
   * @param domain - whose correction is added to all scores; -1 = none
   */
  constructor(
    readonly encoder: Encoder,
    readonly kernel: MatrixKernel,
    readonly weights: ScoringWeights,
    readonly domain = -1,
  ) {
    this.workspace = new Workspace(kernel);
  }

  /**
   * @param sequences - tokens of some samples
   * @returns for each token the share that the pooling gives it, the mean of all queries; those of a sample add up to 1
   */
  shares(sequences: Sequences): Float64Array {
    const { encoder, kernel, workspace, weights } = this;
    workspace.reset();
    const pass = { kernel, workspace, weights, memory: this.remember() };
    const { data, rows, width } = encoder.forward(sequences, pass).shares;
    const means = new Float64Array(rows);
    for (let token = 0; token < rows; token++)
      for (let query = 0; query < width; query++) means[token]! += data[token * width + query]! / width;
    return means;
  }

  /**
   * @param sequences - tokens of all samples
   * @param rows - which samples to score; all by default
   * @param random - leaves numbers out as in training, for the spread of the answers; absent = nothing is left out
   * @returns `rows.length` x labels
   */
  scores({ ids, offsets }: Sequences, rows?: ArrayLike<number>, random?: SeededRandom): Float64Array {
    const { encoder, kernel, workspace, weights } = this;
    const count = rows === undefined ? offsets.length - 1 : rows.length;
    const width = encoder.shape.labelCount;
    const scores = new Float64Array(count * width);
    for (let start = 0; start < count; start += CHUNK) {
      const end = Math.min(count, start + CHUNK);
      const parts: Int32Array[] = [];
      const cuts = new Int32Array(end - start + 1);
      for (let i = start; i < end; i++) {
        const row = rows === undefined ? i : rows[i]!;
        parts.push(ids.subarray(offsets[row], offsets[row + 1]));
        cuts[i - start + 1] = cuts[i - start]! + offsets[row + 1]! - offsets[row]!;
      }
      const chunk = new Int32Array(cuts[end - start]!);
      parts.forEach((part, i) => {
        chunk.set(part, cuts[i]);
      });
      workspace.reset();
      const domains = new Int32Array(end - start).fill(this.domain);
      const memory = random === undefined ? this.remember() : undefined;
      const pass = { kernel, workspace, weights, random, memory };
      scores.set(encoder.forward({ ids: chunk, offsets: cuts }, pass, domains).scores.data, start * width);
    }
    return scores;
  }

  /** What tokens have given before, where that does not depend on their place or neighbours, and is small to keep. */
  private remember(): TokenMemory | undefined {
    const { layers, hasPlaces, queries, width, vocabularySize } = this.encoder.shape;
    if (layers > 0 || hasPlaces || SMALL_PART * queries > width) return undefined;
    this.memory ??= new TokenMemory(this.kernel, vocabularySize, queries);
    return this.memory;
  }
}
