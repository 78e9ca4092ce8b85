import { announce } from './announce.ts';
import { byId, make, messageOf } from './dom.ts';
import { JobRunner } from './JobRunner.ts';
import type { JobProgress } from './jobs.ts';
import type { OpenModel } from './models.ts';
import { classifiedOutcome, trainedOutcome } from './outcomes.ts';
import { trainable } from './trainable.ts';

/** What the panel needs from the page. */
interface Surroundings {
  /** The model in use. */
  model(): OpenModel | undefined;
  /** Whose habits to follow. */
  catalogue(): string;
  /** How far thresholds are moved. */
  shift(): number;
  /** Told of a model that was trained. */
  onTrained(name: string, bytes: Uint8Array): void;
}

/** Where a whole table is classified, or a model trained on it. */
export class TablePanel {
  private readonly job = byId('job', HTMLElement);
  private readonly progress = byId('progress', HTMLProgressElement);
  private readonly stage = byId('stage', HTMLElement);
  private readonly outcome = byId('outcome', HTMLElement);
  private readonly strategy = byId('strategy', HTMLSelectElement);
  private readonly runner = new JobRunner();
  private controller: AbortController | undefined;
  private quarter = 0;

  /** @param page - what the panel needs from it */
  constructor(private readonly page: Surroundings) {
    for (const { id, name } of trainable) {
      const option = make('option', '', name);
      option.value = id;
      this.strategy.append(option);
    }
    for (const radio of document.getElementsByName('task')) {
      radio.addEventListener('change', () => this.showOptions());
    }
    const file = byId('table-file', HTMLInputElement);
    file.addEventListener('change', () => {
      const chosen = file.files?.[0];
      if (chosen !== undefined) this.take(chosen);
      file.value = '';
    });
    byId('stop', HTMLElement).addEventListener('click', () => {
      this.stage.textContent = 'Stopping';
      this.controller?.abort();
    });
    this.showOptions();
  }

  /** @param file - a table */
  async take(file: File): Promise<void> {
    const model = this.page.model();
    if (model === undefined) return;
    if (this.controller !== undefined) {
      const message = 'One table at a time: wait for this one, or stop it, and come again with the next.';
      this.outcome.replaceChildren(make('p', 'problem', message));
      return;
    }
    this.controller = new AbortController();
    const { signal } = this.controller;
    this.begin();
    const options = { signal, onProgress: (progress: JobProgress) => this.showProgress(progress) };
    try {
      if (this.isTraining) {
        const job = { kind: 'train', file, name: file.name, strategy: this.strategy.value } as const;
        const trained = await this.runner.run(job, options);
        const name = `${stem(file.name)}-${job.strategy}`;
        this.outcome.replaceChildren(...trainedOutcome(name, trained));
        this.page.onTrained(name, trained.bytes);
      } else {
        const hasScores = byId('has-scores', HTMLInputElement).checked;
        const shift = this.page.shift();
        const job = {
          kind: 'classify',
          file,
          name: file.name,
          model: model.source,
          catalogue: this.page.catalogue(),
          shift,
          hasScores,
        } as const;
        const classified = await this.runner.run(job, options);
        this.outcome.replaceChildren(...classifiedOutcome(`${stem(file.name)}-genres.csv`, classified));
      }
    } catch (error) {
      const message = signal.aborted ? 'Stopped.' : messageOf(error);
      this.outcome.replaceChildren(make('p', signal.aborted ? '' : 'problem', message));
    }
    this.controller = undefined;
    this.end();
  }

  private get isTraining(): boolean {
    const chosen = document.querySelector<HTMLInputElement>('input[name=task]:checked');
    return chosen?.value === 'train';
  }

  private showOptions(): void {
    byId('classify-options', HTMLElement).hidden = this.isTraining;
    byId('train-options', HTMLElement).hidden = !this.isTraining;
  }

  private begin(): void {
    this.outcome.replaceChildren();
    this.job.hidden = false;
    this.quarter = 0;
    this.showProgress({ stage: 'Starting', share: 0 });
  }

  private end(): void {
    const hadFocus = this.job.contains(document.activeElement);
    this.job.hidden = true;
    const next = this.outcome.querySelector<HTMLElement>('a') ?? byId('table-file', HTMLInputElement);
    if (hadFocus) next.focus();
  }

  private showProgress({ stage, share }: JobProgress): void {
    this.progress.value = share;
    if (this.controller?.signal.aborted !== true) this.stage.textContent = stage;
    const quarter = Math.floor(share * 4);
    if (quarter > this.quarter && quarter < 4) announce(`${quarter * 25} percent`, 0);
    this.quarter = quarter;
  }
}

function stem(name: string): string {
  return name.replace(/\.gz$/i, '').replace(/\.[^.]+$/, '');
}
