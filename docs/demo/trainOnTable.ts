import { GenreClassifier, type Progress } from 'genrekit';
import { readMovies } from 'genrekit/data';
import type { JobProgress, TrainedModel, TrainJob } from './jobs.ts';
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
  onProgress({ stage: 'Reading', share: 0 });
  const { movies, problems } = await readMovies(job.file, { name: job.name, signal });
  const strategy = trainable.find(({ id }) => id === job.strategy)!.settings();
  const classifier = new GenreClassifier({ strategy });
  const { foldCount } = classifier.options;
  await classifier.fit(movies, {
    signal,
    onProgress: (progress) => onProgress(overall(progress, foldCount)),
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

/** A fit is one for each fold and one on all rows. */
function overall({ stage, done, total }: Progress, foldCount: number): JobProgress {
  const fold = /^fold (\d+)/.exec(stage)?.[1];
  const before = fold !== undefined ? Number(fold) - 1 : stage === 'all rows' ? foldCount : 0;
  const part = stage === 'features' ? 0 : done / total;
  return { stage: `Training: ${stage}`, share: (before + part) / (foldCount + 1) };
}
