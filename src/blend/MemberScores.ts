import { checkSameLabels } from '../calibration/checkSameLabels.ts';
import type { CompositeFeatures } from '../classifier/CompositeFeatures.ts';
import type { LoadedModel } from '../classifier/loadModel.ts';
import type { FeaturesState } from '../features/FeatureExtractor.ts';
import type { Features } from '../features/Features.ts';
import type { LabelSet } from '../labels/LabelSet.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import type { MemberScoreSettings } from '../strategies/blend/BlendSettings.ts';
import { FIELDS, type Field, type Movie } from '../text/Movie.ts';
import { stackScores } from './stackScores.ts';

/** Makes features of movies by asking models: the raw scores of each, side by side. */
export class MemberScores implements CompositeFeatures {
  readonly settings: MemberScoreSettings = memberScores();
  readonly members: readonly LoadedModel[];
  readonly labels: LabelSet;
  readonly fields: readonly Field[];

  /**
   * @param members - fitted models
   * @throws GenrekitError `shape-mismatch` when they have not the same labels in the same order
   */
  constructor(members: readonly LoadedModel[]) {
    this.members = [...members];
    this.labels = members[0]!.model.labels;
    for (const { model } of members) checkSameLabels(model.labels, this.labels);
    this.fields = FIELDS.filter((field) =>
      members.some(({ model }) => model.features.fields.includes(field)),
    );
  }

  /** Number of members times number of labels. */
  get columnCount(): number {
    return this.members.length * this.labels.size;
  }

  transform(movies: readonly Movie[]): Features {
    return stackScores(this.scoresOf(movies));
  }

  /** @returns the scores of each member */
  scoresOf(movies: readonly Movie[]): ScoreMatrix[] {
    return this.members.map(({ model: { strategy, features } }) =>
      strategy.scores(features.transform(movies)),
    );
  }

  /** @returns its settings; what saves a model adds the members */
  state(): FeaturesState {
    return { settings: { ...this.settings }, arrays: {} };
  }
}

/** Settings for features that are the scores of models. */
export function memberScores(): MemberScoreSettings {
  return Object.freeze({ kind: 'scores' });
}
