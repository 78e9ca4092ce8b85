import type { Counterfactual, GenreClassifier } from 'genrekit';
import type { FewestWordsJob } from './jobs.ts';
import { openClassifier } from './models.ts';

/** The last model asked for, since the same one is asked again and again. */
let opened: { readonly id: string; readonly classifier: Promise<GenreClassifier> } | undefined;

/** @param job - which decision to change */
export async function findFewestWords({
  model,
  movie,
  label,
  threshold,
}: FewestWordsJob): Promise<Counterfactual> {
  if (opened?.id !== model.id) opened = { id: model.id, classifier: openClassifier(model) };
  const classifier = await opened.classifier;
  return classifier.counterfactual(movie, label, {
    decoder: { kind: 'calibrated', probability: Math.max(threshold, 1e-9) },
    // Short of all pairs of a long text, but done while somebody looks.
    maxTrials: 3000,
  });
}
