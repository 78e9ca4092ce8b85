import type { Explanation } from 'genrekit';
import { byId, counted, make, percent } from './dom.ts';

/** How many films are listed. */
const LENGTH = 8;

/** @param explanation - whose neighbours to list; models that know of none show nothing */
export function showSimilar({ neighbours, vote, label }: Explanation): void {
  byId('similar', HTMLElement).hidden = vote === null;
  if (vote === null) return;
  const having = neighbours.filter(({ hasLabel }) => hasLabel === true).length;
  byId('vote', HTMLElement).textContent =
    `${having} of the ${counted(neighbours.length, 'nearest film')} are ${label}: ` +
    `from ${percent(vote.prior)} before they were asked to ${percent(vote.posterior)}.`;
  const items = neighbours.slice(0, LENGTH).map(({ title, row, genres, similarity, hasLabel }) => {
    const name = make('span', 'film', title ?? `Film ${row + 1} of the table`);
    const facts = `${genres.join(', ')} · ${percent(similarity)} alike`;
    const sign = hasLabel === true ? '✓' : hasLabel === false ? '–' : '?';
    const said = hasLabel === true ? `is ${label}: ` : hasLabel === false ? `is not ${label}: ` : '';
    const visible = make('span', 'sign', sign);
    visible.ariaHidden = 'true';
    return make('li', '', visible, make('span', 'hidden', said), name, ' ', make('span', 'small', facts));
  });
  byId('neighbours', HTMLElement).replaceChildren(...items);
}
