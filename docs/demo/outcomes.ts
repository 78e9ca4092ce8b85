import type { ReadProblem } from 'genrekit/data';
import { counted, make } from './dom.ts';
import { fileLink } from './fileLink.ts';
import type { ClassifiedTable, TrainedModel } from './jobs.ts';

/** How many problems are listed one by one. */
const LISTED_PROBLEMS = 50;

/**
 * @param fileName - what to save the table as
 * @param table - the table with genres told
 */
export function classifiedOutcome(fileName: string, table: ClassifiedTable): HTMLElement[] {
  const { csv, rowCount, unsureCount, problems, preview } = table;
  const link = fileLink(`Save ${fileName}`, fileName, csv);
  link.classList.add('strong');
  const items = preview.map(({ name, genres }) =>
    make('li', '', make('span', 'film', name), ' ', make('span', 'small', genres.join(', '))),
  );
  const list = make('ul', 'preview', ...items);
  list.ariaLabel = 'The first films';
  const unsure =
    unsureCount === 0 ? '' : ` Of ${counted(unsureCount, 'film')} it knows too little: see “evidence”.`;
  const sentence = `Told the genres of ${counted(rowCount, 'film')}, in the column “predicted”.${unsure} The first of them:`;
  return [make('p', '', sentence), list, ...problemList(problems), make('p', '', link)];
}

/**
 * @param name - of the model
 * @param trained - the model and how good it is
 */
export function trainedOutcome(name: string, trained: TrainedModel): HTMLElement[] {
  const { bytes, rowCount, genreCount, quality, problems } = trained;
  const link = fileLink(`Save ${name}.genre`, `${name}.genre`, bytes);
  link.classList.add('strong');
  const sentence =
    `Learned ${counted(genreCount, 'genre')} from ${counted(rowCount, 'film')}, and in use above. On films that it had not ` +
    `seen: micro-F1 ${quality.microF1.toFixed(3)}, macro-F1 ${quality.macroF1.toFixed(3)}.`;
  return [make('p', '', sentence), ...problemList(problems), make('p', '', link)];
}

function problemList(problems: readonly ReadProblem[]): HTMLElement[] {
  if (problems.length === 0) return [];
  const skipped = problems.filter(({ isRowKept }) => !isRowKept).length;
  const head = `${counted(problems.length, 'remark')} on the table, ${counted(skipped, 'row')} left out`;
  const items = problems
    .slice(0, LISTED_PROBLEMS)
    .map(({ line, reason, value }) =>
      make('li', '', `line ${line}: ${reason}${value === '' ? '' : ` (${value})`}`),
    );
  return [make('details', 'small', make('summary', '', head), make('ul', '', ...items))];
}
