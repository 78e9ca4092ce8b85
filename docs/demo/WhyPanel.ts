import type { Counterfactual, Explanation, Movie } from 'genrekit';
import { byId, messageOf } from './dom.ts';
import { JobRunner } from './JobRunner.ts';
import type { Verdict } from './judge.ts';
import type { OpenModel } from './models.ts';
import { showFewest } from './showFewest.ts';
import { showReading } from './showReading.ts';
import { showSimilar } from './showSimilar.ts';
import { showWords } from './showWords.ts';

/** How long somebody must have stopped typing before the fewest words are searched, in milliseconds. */
const PAUSE = 300;

/** Why a movie has the probability that it has for one genre. */
export class WhyPanel {
  private readonly heading = byId('why-heading', HTMLElement);
  private readonly runner = new JobRunner();
  private waiting: ReturnType<typeof setTimeout> | undefined;
  /** The question whose fewest words are being searched. */
  private searched: number | undefined;
  /** Counts the questions: an answer to an old one is dropped. */
  private question = 0;

  /**
   * @param model - whom to ask
   * @param movie - the movie
   * @param verdict - the genre, and what is decided on it; absent when there is nothing to read
   */
  async show(model: OpenModel, movie: Movie, verdict: Verdict | undefined): Promise<void> {
    this.question++;
    const { question } = this;
    clearTimeout(this.waiting);
    if (verdict === undefined) {
      this.heading.textContent = 'Why?';
      this.draw(movie, undefined, undefined);
      return;
    }
    const explanation = await model.classifier.explain(movie, verdict.label);
    if (question !== this.question) return;
    this.heading.textContent = `Why ${verdict.isTold ? '' : 'not '}${verdict.label}?`;
    this.draw(movie, explanation, undefined);
    this.waiting = setTimeout(() => this.search(model, movie, verdict, explanation), PAUSE);
  }

  private async search(
    model: OpenModel,
    movie: Movie,
    { label, threshold }: Verdict,
    explanation: Explanation,
  ): Promise<void> {
    const { question } = this;
    if (this.searched !== undefined) this.runner.end(); // a search that nobody waits for any more
    this.searched = question;
    const job = { kind: 'fewestWords', model: model.source, movie, label, threshold } as const;
    try {
      const fewest = await this.runner.run(job);
      if (question === this.question) this.draw(movie, explanation, fewest);
    } catch (error) {
      if (question === this.question) byId('fewest', HTMLElement).textContent = messageOf(error);
    }
    if (this.searched === question) this.searched = undefined;
  }

  private draw(movie: Movie, explanation: Explanation | undefined, fewest: Counterfactual | undefined): void {
    showReading(movie, explanation?.words ?? [], fewest?.words ?? []);
    showFewest(fewest);
    showWords(explanation);
    showSimilar(explanation);
  }
}
