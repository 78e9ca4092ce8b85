import { GenreClassifier } from '../../src/classifier/GenreClassifier.ts';
import { fitTokenFeatures } from '../../src/features/fitTokenFeatures.ts';
import { tokens } from '../../src/features/TokenOptions.ts';
import type { AttentionOptions } from '../../src/strategies/attention/AttentionOptions.ts';
import { attention } from '../../src/strategies/attention/attention.ts';
import type { Row } from './tables.ts';

/** Enough movies to fit a classifier that predicts as any other does; it need not predict well. */
const LEARNED = 1000;
/** Plots differ this much in length from the one asked for. */
const SLACK = 0.1;

/**
 * @param rows - movies with their genres
 * @param options - of an encoder
 * @param tokenCount - of the plots to predict, about
 * @returns microseconds that `predict` of a plot takes, reading the text and all, ascending
 */
export async function timePredictions(
  rows: readonly Row[],
  { width, layers }: Required<Pick<AttentionOptions, 'width' | 'layers'>>,
  tokenCount: number,
): Promise<number[]> {
  const movies = rows.map(({ movie }) => movie);
  const strategy = attention({ width, layers, training: { epochs: 1, earlyStopping: 'off' } });
  const classifier = await new GenreClassifier({ strategy }).fit(movies.slice(0, LEARNED));
  const features = fitTokenFeatures(movies.slice(0, LEARNED), tokens());
  const plots = movies.flatMap(({ plot }) => {
    if (!plot) return [];
    const read = features.transform([{ plot }]);
    const count = read.kind === 'tokens' ? read.tokens.ids.length : 0;
    return Math.abs(count - tokenCount) <= SLACK * tokenCount ? [{ plot }] : [];
  });
  const times: number[] = [];
  for (let i = 0; i < 3000; i++) {
    const movie = plots[i % plots.length]!;
    const start = performance.now();
    classifier.predict(movie);
    times.push((performance.now() - start) * 1000);
  }
  return times.slice(1000).sort((a, b) => a - b);
}
