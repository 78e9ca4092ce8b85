import { byId, make, percent } from './dom.ts';
import type { Judgement, Verdict } from './judge.ts';

/** How many genres are shown before all are asked for; more when more are told. */
const SHOWN_AT_FIRST = 8;

/** One genre on the page. */
interface Row {
  readonly element: HTMLLabelElement;
  readonly radio: HTMLInputElement;
  readonly fill: HTMLElement;
  readonly mark: HTMLElement;
  readonly share: HTMLElement;
  readonly decision: HTMLElement;
}

/** The genres as bars, each with the mark from which it is told; one of them is chosen. */
export class GenreBars {
  private readonly list = byId('bars', HTMLElement);
  private readonly more = byId('all-genres', HTMLButtonElement);
  private readonly rows = new Map<string, Row>();
  private isWhole = false;
  private last: Judgement | undefined;

  /** @param onChoose - told of the genre that somebody chooses */
  constructor(private readonly onChoose: (label: string) => void) {
    this.more.addEventListener('click', () => {
      this.isWhole = !this.isWhole;
      this.arrange();
    });
  }

  /**
   * @param judgement - what is decided; absent when there is nothing to read
   * @param chosen - the genre that is explained
   */
  show(judgement: Judgement | undefined, chosen: string | undefined): void {
    this.last = judgement;
    for (const verdict of judgement?.verdicts ?? []) {
      const row = this.rowOf(verdict.label);
      fillRow(row, verdict);
      row.radio.checked = verdict.label === chosen;
    }
    this.arrange();
  }

  /** Puts the rows into order and hides the long tail, but never what is told or chosen. */
  private arrange(): void {
    const verdicts = this.last?.verdicts ?? [];
    const elements = verdicts.map(({ label, isTold }, place) => {
      const { element, radio } = this.rowOf(label);
      element.hidden = !this.isWhole && place >= SHOWN_AT_FIRST && !isTold && !radio.checked;
      return element;
    });
    const isInOrder =
      elements.length === this.list.children.length &&
      elements.every((element, i) => element === this.list.children[i]);
    if (!isInOrder) {
      const focused = document.activeElement;
      this.list.replaceChildren(...elements);
      if (focused instanceof HTMLElement && this.list.contains(focused)) focused.focus();
    }
    this.more.hidden = verdicts.length <= SHOWN_AT_FIRST;
    this.more.textContent = this.isWhole ? 'Fewer genres' : `All ${verdicts.length} genres`;
    this.more.ariaExpanded = String(this.isWhole);
  }

  private rowOf(label: string): Row {
    const found = this.rows.get(label);
    if (found !== undefined) return found;
    const radio = make('input', '');
    radio.type = 'radio';
    radio.name = 'genre';
    radio.value = label;
    radio.addEventListener('change', () => this.onChoose(label));
    const fill = make('span', 'fill');
    const mark = make('span', 'mark');
    const bar = make('span', 'bar', fill, mark);
    bar.ariaHidden = 'true';
    const share = make('span', 'share');
    const decision = make('span', 'hidden');
    const element = make('label', 'genre', radio, make('span', 'name', label), bar, share, decision);
    const row = { element, radio, fill, mark, share, decision };
    this.rows.set(label, row);
    return row;
  }
}

function fillRow({ element, fill, mark, share, decision }: Row, verdict: Verdict): void {
  const { score, threshold, isTold, isAbsent } = verdict;
  element.classList.toggle('is-told', isTold);
  element.classList.toggle('is-absent', isAbsent);
  fill.style.width = `${score * 100}%`;
  mark.style.left = `${threshold * 100}%`;
  share.textContent = isAbsent ? '–' : percent(score);
  decision.textContent = isAbsent
    ? ', a genre that this catalogue does not have'
    : `${isTold ? ', told' : ', not told'}; its mark is ${percent(threshold)}`;
}
