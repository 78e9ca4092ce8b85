import { fitTfidfFeatures } from '../../src/features/fitTfidfFeatures.ts';
import { TfidfFeatures, tfidf } from '../../src/features/TfidfFeatures.ts';
import type { LabelSet } from '../../src/labels/LabelSet.ts';
import type { Checkpoints } from './Checkpoints.ts';
import { fitRows, linearTask } from './LinearFit.ts';
import { keepTerms, rankTerms } from './rankTerms.ts';
import type { TrainingRow } from './readTrainingRows.ts';
import { LEARNING, SETTINGS } from './settings.ts';

/**
 * Learns the vocabularies of all terms, and keeps those that matter.
 *
 * @param train - rows to learn from
 * @param labels - the genres
 * @param termCount - how many terms to keep
 * @param checkpoints - keep the terms in the order of how much they matter
 */
export async function selectedFeatures(
  train: readonly TrainingRow[],
  labels: LabelSet,
  termCount: number,
  checkpoints: Checkpoints,
): Promise<TfidfFeatures> {
  const settings = tfidf(SETTINGS.blocks);
  const blocks = [
    ...settings.title.map((block) => ({ ...block, field: 'title' as const })),
    ...settings.plot.map((block) => ({ ...block, field: 'plot' as const })),
  ];
  const saved = await checkpoints.run('terms', LEARNING, async () => {
    const all = fitTfidfFeatures(
      train.map(({ movie }) => movie),
      settings,
    );
    console.log(`${all.columnCount} terms to choose from`);
    const task = linearTask(all, train, labels);
    const arrays: Record<string, readonly string[] | Uint32Array | Int32Array> = {
      order: rankTerms(await fitRows(task, showLabel), task),
    };
    all.blocks.forEach(({ transform: { vocabulary } }, block) => {
      arrays[`terms${block}`] = vocabulary.terms;
      arrays[`frequencies${block}`] = vocabulary.documentFrequencies;
      arrays[`count${block}`] = Uint32Array.of(vocabulary.documentCount);
    });
    return arrays;
  });
  const all = TfidfFeatures.restore(
    blocks.map(({ field, weight = 1, titleWeight = 0, ...options }, block) => ({
      ...{ field, weight, titleWeight, options },
      vocabulary: {
        terms: saved[`terms${block}`] as readonly string[],
        documentFrequencies: saved[`frequencies${block}`] as Uint32Array,
        documentCount: (saved[`count${block}`] as Uint32Array)[0]!,
      },
    })),
  );
  const order = saved.order as Int32Array;
  return keepTerms(all, order.slice(0, termCount).sort());
}

/** Tells how many genres are fitted, where somebody watches. */
export function showLabel(done: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${done} genres fitted `);
}
