import type { Movie } from 'genrekit';
import { byId, make } from './dom.ts';
import { examples } from './examples.ts';

/** Where the movie is typed. */
export class MovieForm {
  private readonly title = byId('title', HTMLInputElement);
  private readonly plot = byId('plot', HTMLTextAreaElement);

  /** @param onChange - told of every change, and whether it is an example that was chosen */
  constructor(private readonly onChange: (movie: Movie, isExample: boolean) => void) {
    for (const field of [this.title, this.plot]) {
      field.addEventListener('input', () => this.tell(false));
    }
    const buttons = examples.map((example) => {
      const button = make('button', 'quiet', example.title);
      button.type = 'button';
      button.addEventListener('click', () => this.fill(example));
      return button;
    });
    byId('examples', HTMLElement).append(...buttons);
  }

  /** Begins with what the browser remembers of an earlier visit, or else with an example. */
  start(): void {
    if (this.title.value === '' && this.plot.value === '') this.fill(examples[0]!);
    else this.tell(false);
  }

  private fill({ title, plot }: { readonly title: string; readonly plot: string }): void {
    this.title.value = title;
    this.plot.value = plot;
    this.tell(true);
  }

  private tell(isExample: boolean): void {
    this.onChange({ title: this.title.value, plot: this.plot.value }, isExample);
  }
}
