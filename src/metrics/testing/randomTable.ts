import { SeededRandom } from '../../math/SeededRandom.ts';
import { makeTable, type Table } from './tables.ts';

/** A seeded table of any size whose predictions and scores are right more often than not. */
export function randomTable(seed: number, sampleCount: number, labelCount: number, isMasked = false): Table {
  const random = new SeededRandom(seed);
  const rows = (cell: (sample: number, label: number) => number) =>
    Array.from({ length: sampleCount }, (_, sample) =>
      Array.from({ length: labelCount }, (_, label) => cell(sample, label)),
    );
  const truth = rows(() => (random.float() < 0.3 ? 1 : 0));
  const predicted = rows((sample, label) =>
    random.float() < 0.2 ? 1 - truth[sample]![label]! : truth[sample]![label]!,
  );
  const scores = rows((sample, label) => 0.6 * random.float() + 0.4 * truth[sample]![label]!);
  const known = isMasked ? rows((sample) => (sample % 7 === 3 || random.float() < 0.2 ? 0 : 1)) : undefined;
  return makeTable(truth, predicted, scores, known);
}
