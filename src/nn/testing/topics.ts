import { SeededRandom } from '../../math/SeededRandom.ts';
import type { EncoderShape } from '../EncoderShape.ts';
import { lossSettings } from '../Loss.ts';
import type { TrainingSettings } from '../TrainingOptions.ts';
import type { TrainingRows } from '../TrainingRows.ts';

/** Samples whose labels follow from their tokens: label `l` is there when token `10 + l` is. */
export function topicRows(count: number, seed = 1, labelCount = 3): TrainingRows {
  const random = new SeededRandom(seed);
  const ids: number[] = [];
  const offsets = [0];
  const values = new Uint8Array(count * labelCount);
  for (let row = 0; row < count; row++) {
    for (let i = random.integer(6) + 3; i > 0; i--) ids.push(3 + random.integer(6));
    for (let label = 0; label < labelCount; label++) {
      if (random.integer(3) > 0) continue;
      values[row * labelCount + label] = 1;
      ids.push(10 + label);
    }
    offsets.push(ids.length);
  }
  return { tokens: { ids: Int32Array.from(ids), offsets: Int32Array.from(offsets) }, labelCount, values };
}

/** A small encoder for them. */
export const topicShape: EncoderShape = {
  vocabularySize: 16,
  width: 8,
  layers: 1,
  heads: 2,
  feedForwardWidth: 12,
  activation: 'gelu',
  hasPlaces: true,
  queries: 2,
  poolingWidth: 6,
  hidden: [8],
  hasLinearPath: true,
  dropout: 0.1,
  labelCount: 3,
  domainCount: 0,
};

/** A short training. */
export const topicSettings: TrainingSettings = {
  epochs: 12,
  batchSize: 16,
  shardCount: 4,
  learningRate: 0.02,
  embeddingLearningRate: 0.04,
  weightDecay: 0.01,
  clipNorm: 1,
  averageDecay: 0,
  labelSmoothing: 0,
  wordDropout: 0.1,
  titleDropout: 0,
  plotDropout: 0,
  loss: lossSettings({ kind: 'bce' }),
  earlyStopping: 'off',
  precision: 'float32',
  schedule: 'linear',
  warmUpShare: 0.1,
  finalShare: 0.02,
};
