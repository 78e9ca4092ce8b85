import { LabelMatrix } from '../labels/LabelMatrix.ts';
import { numberedLabels } from '../labels/numberedLabels.ts';
import { stratifiedSplit } from '../splits/stratifiedSplit.ts';
import type { EarlyStopping } from './TrainingOptions.ts';
import type { TrainingTruth } from './TrainingRows.ts';

/** Fewer samples cannot be split into some to learn from and some to judge by. */
const FEWEST_JUDGED = 5;

/**
 * @param rows - what is known of all samples
 * @param earlyStopping - which share is kept to judge by
 * @param seed - another seed keeps others
 * @returns the samples that count, dealt to learning and judging
 */
export function splitRows(
  { weights, labelCount, values, known }: TrainingTruth,
  earlyStopping: EarlyStopping | 'off',
  seed: number,
): { readonly learned: Int32Array; readonly judged: Int32Array } {
  const rowCount = values.length / labelCount;
  const isKnown = (row: number) =>
    known === undefined || known.subarray(row * labelCount, (row + 1) * labelCount).includes(1);
  const counted = Int32Array.from({ length: rowCount }, (_, row) => row).filter(
    (row) => weights?.[row] !== 0 && isKnown(row),
  );
  const none = new Int32Array(0);
  if (earlyStopping === 'off' || counted.length < FEWEST_JUDGED) return { learned: counted, judged: none };
  const all = new LabelMatrix(numberedLabels(labelCount), rowCount, values, known);
  const { share } = earlyStopping;
  const parts = stratifiedSplit(all.selectRows(counted), { proportions: [1 - share, share], seed });
  return {
    learned: counted.filter((_, i) => parts[i] === 0),
    judged: counted.filter((_, i) => parts[i] === 1),
  };
}
