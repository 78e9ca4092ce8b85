import { byId, listed, make } from './dom.ts';
import type { Judgement } from './judge.ts';

/** No catalogue in particular. */
export const AUTO = 'auto';

/** What to call the catalogues of the bundled models; others go by the name that they have. */
const names = new Map([
  [AUTO, 'All together'],
  ['imdb', 'IMDb'],
  ['imdb-popular', 'IMDb, popular films'],
  ['stream', 'Streaming services'],
  ['tmdb', 'TMDB'],
  ['tmdb-popular', 'TMDB, popular films'],
]);

/** The catalogue whose habits are followed, and what that does to the genres. */
export class CatalogueChoice {
  private readonly part = byId('catalogues', HTMLElement);
  private readonly select = byId('catalogue', HTMLSelectElement);
  private readonly effect = byId('catalogue-effect', HTMLElement);

  /** @param onChange - told whenever another one is chosen */
  constructor(onChange: () => void) {
    this.select.addEventListener('change', onChange);
  }

  /** The catalogue that is chosen: `'auto'` for all together. */
  get current(): string {
    return this.select.value || AUTO;
  }

  /** @param catalogues - those of the model in use; the choice stays if it is among them */
  offer(catalogues: readonly string[]): void {
    const before = this.current;
    const options = [AUTO, ...catalogues].map((id) => {
      const option = make('option', '', names.get(id) ?? id);
      option.value = id;
      return option;
    });
    this.select.replaceChildren(...options);
    this.select.value = catalogues.includes(before) ? before : AUTO;
    this.part.hidden = catalogues.length === 0;
  }

  /**
   * @param judgement - what is decided now
   * @param common - what would be decided for all catalogues together
   */
  show(judgement: Judgement, common: Judgement): void {
    this.effect.textContent =
      this.current === AUTO
        ? 'Catalogues differ in how freely they give genres, and in which they have.'
        : describe(judgement, common);
  }
}

function describe(judgement: Judgement, common: Judgement): string {
  const [told, before] = [toldBy(judgement), toldBy(common)];
  const gained = told.filter((label) => !before.includes(label));
  const lost = before.filter((label) => !told.includes(label));
  const changes = [
    ...(gained.length > 0 ? [`also ${listed(gained)}`] : []),
    ...(lost.length > 0 ? [`not ${listed(lost)}`] : []),
  ];
  const change =
    changes.length > 0
      ? `Compared with all catalogues together: ${changes.join(', and ')}.`
      : 'The same genres as for all catalogues together.';
  const absent = judgement.verdicts.filter(({ isAbsent }) => isAbsent).map(({ label }) => label);
  return absent.length > 0 ? `${change} This catalogue has no ${listed(absent, 'or')}.` : change;
}

function toldBy({ verdicts }: Judgement): string[] {
  return verdicts.filter(({ isTold }) => isTold).map(({ label }) => label);
}
