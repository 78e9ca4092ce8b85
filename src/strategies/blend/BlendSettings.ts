import type { StrategyKit } from '../StrategyKit.ts';

/** A weighted mean of several models, described; `blend` of `genrekit/blend` makes it. */
export interface BlendSettings {
  /** Which strategy this is. */
  readonly id: 'blend';
  /** How much each member counts; together 1. */
  readonly weights: readonly number[];
  /** Its code. */
  readonly kit: StrategyKit;
}

/** The features of a blend: what its members say. */
export interface MemberScoreSettings {
  /** Which features these are. */
  readonly kind: 'scores';
}
