import type { LabelLinks } from './LabelGraph.ts';

/** How large the parts of an {@link Encoder} are. */
export interface EncoderShape {
  /** How many tokens there are. */
  readonly vocabularySize: number;
  /** Numbers a token. */
  readonly width: number;
  /** Encoder layers; 0 = pooling over embeddings alone. */
  readonly layers: number;
  /** Heads of each self-attention. */
  readonly heads: number;
  /** Width inside the feed-forward part of a layer. */
  readonly feedForwardWidth: number;
  /** What the feed-forward part bends its sums with. */
  readonly activation: 'relu' | 'gelu';
  /**
   * Whether rows are normalised before the pooling.
   * @defaultValue `layers > 0`
   */
  readonly hasNorm?: boolean | undefined;
  /** Whether the place of a token is added to its embedding. */
  readonly hasPlaces: boolean;
  /** Queries of the pooling. */
  readonly queries: number;
  /** Width of what queries are compared with. */
  readonly poolingWidth: number;
  /** Widths of the dense layers between pooling and scores. */
  readonly hidden: readonly number[];
  /** Whether the pooled row is also scored directly. */
  readonly hasLinearPath: boolean;
  /** Share of numbers left out while training. */
  readonly dropout: number;
  readonly labelCount: number;
  /** Groups of samples that share their known labels, each with a correction of its own; 0 = no corrections. */
  readonly domainCount: number;
  /** Links of the labels, and the size of their embeddings; absent = each label has weights of its own. */
  readonly graph?: { readonly links: LabelLinks; readonly size: number } | undefined;
}
