import type { Counterfactual, Evidence, Explanation, Movie } from 'genrekit';
import { byId, messageOf } from './dom.ts';
import { JobRunner } from './JobRunner.ts';
import type { Verdict } from './judge.ts';
import type { OpenModel } from './models.ts';
import { showFewest } from './showFewest.ts';
import { showReading } from './showReading.ts';
import { showSimilar } from './showSimilar.ts';
import { showWords } from './showWords.ts';

/** How long somebody must have stopped typing before a worker is asked, in milliseconds. */
const PAUSE = 300;

/** Strategies that are explained in no time; for the others every word is left out once, which a worker does. */
const quick: readonly string[] = ['binary-relevance', 'classifier-chain'];

/** What is to be explained. */
interface Question {
  readonly model: OpenModel;
  readonly movie: Movie;
  /** Whose habits are followed. */
  readonly catalogue: string;
  /** The genre, and what is decided on it; absent when there is nothing to read. */
  readonly verdict: Verdict | undefined;
  /** How much there was to go by, where the model says so. */
  readonly level: Evidence['level'] | undefined;
}

/** Why a movie has the probability that it has for one genre. */
export class WhyPanel {
  private readonly heading = byId('why-heading', HTMLElement);
  private readonly reasons = byId('reasons', HTMLElement);
  private readonly noReasons = byId('no-reasons', HTMLElement);
  private readonly runner = new JobRunner();
  private waiting: ReturnType<typeof setTimeout> | undefined;
  /** The question that the worker is busy with. */
  private searched: Question | undefined;
  private current: Question | undefined;

  /** @param question - what to explain; an answer to an older question is dropped */
  async show(question: Question): Promise<void> {
    this.current = question;
    const { model, movie, catalogue, verdict } = question;
    this.reasons.ariaBusy = 'false';
    clearTimeout(this.waiting);
    const obstacle = obstacleTo(question);
    this.reasons.hidden = obstacle !== '';
    this.noReasons.hidden = obstacle === '';
    this.noReasons.textContent = obstacle;
    if (verdict === undefined || obstacle !== '') {
      this.heading.textContent = 'Why?';
      return;
    }
    const isQuick = quick.includes(model.overview.strategy);
    this.reasons.ariaBusy = String(!isQuick); // what is shown belongs to an older question
    const explanation = isQuick
      ? await model.classifier.explain(movie, verdict.label, { catalogue })
      : undefined;
    if (question !== this.current) return;
    if (explanation !== undefined) this.draw(question, verdict, explanation);
    this.waiting = setTimeout(() => this.askWorker(question, verdict, explanation), PAUSE);
  }

  private async askWorker(
    question: Question,
    verdict: Verdict,
    explanation: Explanation | undefined,
  ): Promise<void> {
    const { model, movie, catalogue } = question;
    const { label, threshold } = verdict;
    if (this.searched !== undefined) this.runner.end(); // work that nobody waits for any more
    this.searched = question;
    const subject = { model: model.source, catalogue, movie, label };
    try {
      const explained = explanation ?? (await this.runner.run({ kind: 'explain', ...subject }));
      if (question !== this.current) return;
      this.draw(question, verdict, explained);
      const fewest = await this.runner.run({ kind: 'fewestWords', ...subject, threshold });
      if (question === this.current) this.draw(question, verdict, explained, fewest);
    } catch (error) {
      if (question === this.current) byId('fewest', HTMLElement).textContent = messageOf(error);
    } finally {
      if (this.searched === question) this.searched = undefined;
    }
  }

  private draw(
    { movie }: Question,
    { isTold, label }: Verdict,
    explanation: Explanation,
    fewest?: Counterfactual,
  ): void {
    this.heading.textContent = `Why ${isTold ? '' : 'not '}${label}?`;
    this.reasons.ariaBusy = 'false';
    showReading(movie, explanation.words, fewest?.words ?? []);
    showFewest(fewest);
    showWords(explanation);
    showSimilar(explanation);
  }
}

/** Why there is nothing to explain; empty when there is. */
function obstacleTo({ verdict, level }: Question): string {
  if (verdict === undefined) return 'The words that speak for a genre and against it will be marked here.';
  if (level === 'none') return 'No word of the text was gone by, so there is none to mark.';
  if (verdict.isAbsent) return `This catalogue has no genre ${verdict.label}, whatever the words say.`;
  return '';
}
