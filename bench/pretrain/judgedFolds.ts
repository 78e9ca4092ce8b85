import { hashText } from '../encoder/tables.ts';
import type { TrainingRow } from './readTrainingRows.ts';
import { SETTINGS } from './settings.ts';

/** Whether a row is of a table of well-known films. */
export function isPopular({ catalogue }: TrainingRow): boolean {
  return catalogue.endsWith('-popular');
}

/** By title, so that a film has one fold in all catalogues. */
export function foldOf({ key }: TrainingRow, foldCount: number = SETTINGS.foldCount): number {
  return hashText(key) % foldCount;
}

/** Whether a row is scored by a model that has not seen it, to fit calibration and thresholds on. */
export function isJudged({ split, catalogue, key }: TrainingRow): boolean {
  return split === 'train' && hashText(`${key}!`) < SETTINGS.judgedShares[catalogue] * 2 ** 32;
}
