import type { FeatureExtractor } from '../features/FeatureExtractor.ts';
import type { LoadedModel } from './loadModel.ts';

/** Features that are made by models: a file of them holds those models. */
export interface CompositeFeatures extends FeatureExtractor {
  readonly members: readonly LoadedModel[];
}

/** Whether features are made by models that have to be saved with them. */
export function isComposite(features: FeatureExtractor): features is CompositeFeatures {
  return 'members' in features;
}
