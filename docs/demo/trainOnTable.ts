import { GenreClassifier, type Progress } from 'genrekit';
import type { JobProgress, TrainedModel, TrainJob } from './jobs.ts';
import { afterReading, readTable } from './readTable.ts';
import { trainable } from './trainable.ts';

/**
 * @param job - the table, and what to train
 * @param onProgress - told after each step
 * @param signal - stops the job
 * @throws GenrekitError `aborted`; what `readMovies` and `fit` throw
 */
export async function trainOnTable(
  job: TrainJob,
  onProgress: (progress: JobProgress) => void,
  signal: AbortSignal,
): Promise<TrainedModel> {
  const { movies, problems } = await readTable(job, onProgress, { signal });
  const strategy = trainable.find(({ id }) => id === job.strategy)!.settings();
  const classifier = new GenreClassifier({ strategy });
  const { foldCount, calibrateOn } = classifier.options;
  const fitCount = calibrateOn === 'folds' ? foldCount + 1 : 1;
  await classifier.fit(movies, {
    signal,
    onProgress: (progress) => onProgress(overall(progress, fitCount)),
  });
  const { training, genres } = await classifier.inspect({ wordCount: 0 });
  const { outOfFold } = training;
  return {
    bytes: await classifier.toBytes({ weights: 'int8' }),
    rowCount: movies.length,
    genreCount: genres.length,
    problems,
    quality: (outOfFold['title+plot'] ?? outOfFold.plot ?? outOfFold.title)!,
  };
}

/** A fit is one for each fold and one on all rows, or that one alone. */
function overall({ stage, done, total, training }: Progress, fitCount: number): JobProgress {
  const fold = /^fold (\d+)/.exec(stage)?.[1];
  const before = fold !== undefined ? Number(fold) - 1 : stage === 'all rows' ? fitCount - 1 : 0;
  const part = stage === 'features' ? 0 : done / total;
  const left = training === undefined ? '' : `, ${Math.ceil(training.secondsLeft)} s left`;
  return { stage: `Training: ${stage}${left}`, share: afterReading((before + part) / fitCount) };
}
