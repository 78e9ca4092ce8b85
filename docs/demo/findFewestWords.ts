import type { Counterfactual } from 'genrekit';
import type { FewestWordsJob } from './jobs.ts';
import { lastOpened } from './lastOpened.ts';

/** @param job - which decision to change */
export async function findFewestWords(job: FewestWordsJob): Promise<Counterfactual> {
  const { model, catalogue, movie, label, threshold } = job;
  const classifier = await lastOpened(model);
  return classifier.counterfactual(movie, label, {
    catalogue,
    decoder: { kind: 'calibrated', probability: Math.max(threshold, 1e-9) },
    // Short of all pairs of a long text, but done while somebody looks.
    maxTrials: 3000,
  });
}
