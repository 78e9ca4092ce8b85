import type { Precision } from '../kernels/createKernel.ts';
import type { LossSettings } from './Loss.ts';
import type { ScheduleSettings } from './rateAt.ts';

/** When training ends before its last epoch; see {@link TrainingSettings.earlyStopping}. */
export interface EarlyStopping {
  /** Share of the samples that is kept from training to judge by. */
  readonly share: number;
  /** Epochs without a better one, after which training ends. */
  readonly patience: number;
  /** What is judged: the loss, or the micro-F1 at the best threshold that all labels share. */
  readonly metric: 'loss' | 'microF1';
}

/** How an encoder is trained, every option set. */
export interface TrainingSettings extends ScheduleSettings {
  readonly epochs: number;
  readonly batchSize: number;
  readonly shardCount: number;
  readonly learningRate: number;
  readonly embeddingLearningRate: number;
  readonly weightDecay: number;
  readonly clipNorm: number;
  /** 0 = no average. */
  readonly averageDecay: number;
  readonly labelSmoothing: number;
  readonly wordDropout: number;
  readonly titleDropout: number;
  readonly plotDropout: number;
  readonly loss: LossSettings;
  readonly earlyStopping: EarlyStopping | 'off';
  readonly precision: Precision;
}
