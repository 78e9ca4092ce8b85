import type { Explanation } from 'genrekit';
import type { ExplainJob } from './jobs.ts';
import { lastOpened } from './lastOpened.ts';

/** @param job - what to explain */
export async function explainGenre({ model, catalogue, movie, label }: ExplainJob): Promise<Explanation> {
  return (await lastOpened(model)).explain(movie, label, { catalogue });
}
