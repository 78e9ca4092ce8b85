import { GenrekitError, type Movie } from 'genrekit';
import { type MovieRow, type OutputRow, toCsv } from 'genrekit/data';
import { askModel, fieldsRead } from './askModel.ts';
import type { ClassifiedTable, ClassifyJob, JobProgress } from './jobs.ts';
import { judge } from './judge.ts';
import { openModel } from './models.ts';
import { afterReading, readTable } from './readTable.ts';

/** Few enough that a stop is heard at once, and many enough that nothing is lost by stopping to listen. */
const BATCH_SIZE = 200;
const PREVIEW_SIZE = 5;

/**
 * @param job - the table, the model, and how to decide
 * @param onProgress - told after each batch
 * @param signal - stops the job
 * @throws GenrekitError `aborted`; what `readMovies` throws
 */
export async function classifyTable(
  job: ClassifyJob,
  onProgress: (progress: JobProgress) => void,
  signal: AbortSignal,
): Promise<ClassifiedTable> {
  const model = await openModel(job.name, job.model);
  const { rows, problems } = await readTable(job, onProgress, {
    genreRequired: false,
    keepColumns: 'all',
    signal,
  });
  const parts: string[] = [];
  let unsureCount = 0;
  const preview: { name: string; genres: readonly string[] }[] = [];
  const readable = rows.filter(({ movie }) => fieldsRead(model.overview, movie).length > 0);
  const columns = columnsOf(readable, job.hasScores ? model.classifier.labels : []);
  for (let first = 0; first < readable.length; first += BATCH_SIZE) {
    const batch = readable.slice(first, first + BATCH_SIZE);
    const answers = await Promise.all(
      batch.map(({ movie: { title, plot } }) => askModel(model.classifier, { title, plot }, job.catalogue)),
    );
    const output = batch.map((row, i) => {
      const answer = answers[i]!;
      const { verdicts } = judge(answer, job.shift);
      const evidence = answer.evidence?.level;
      if (evidence === 'little' || evidence === 'none') unsureCount++;
      const genres = verdicts.filter(({ isTold }) => isTold).map(({ label }) => label);
      if (preview.length < PREVIEW_SIZE) preview.push({ name: nameOf(row.movie), genres });
      const scores = verdicts.map(({ label, score }) => [scoreColumn(label), Number(score.toFixed(4))]);
      return { ...inputCells(row), predicted: genres, evidence, ...Object.fromEntries(scores) } as OutputRow;
    });
    parts.push(toCsv(output, { columns, hasHeader: first === 0, escapeFormulas: true }));
    onProgress({
      stage: `${first + batch.length} of ${readable.length} films`,
      share: afterReading((first + batch.length) / readable.length),
    });
    await listen(signal);
  }
  // With a byte order mark, by which spreadsheet programs know UTF-8.
  const csv = new Blob(['\uFEFF', ...parts], { type: 'text/csv' });
  return { csv, rowCount: readable.length, unsureCount, problems, preview };
}

function nameOf({ title, plot }: Movie): string {
  return title ?? `${plot!.slice(0, 60)}…`;
}

function inputCells({ movie, split, space, extra }: MovieRow): OutputRow {
  const { title, plot, year, genres } = movie;
  const further = Object.entries(extra ?? {}).map(([name, cell]) => [
    name,
    typeof cell === 'object' && cell !== null ? JSON.stringify(cell) : cell,
  ]);
  return { title, plot, year, split, space, genres, ...Object.fromEntries(further) };
}

/** All columns with something in them; those of probabilities last, in the order of the model. */
function columnsOf(rows: readonly MovieRow[], labels: readonly string[]): string[] {
  const found = new Set<string>();
  for (const row of rows) {
    for (const [name, cell] of Object.entries(inputCells(row))) {
      const isEmpty = cell === undefined || (Array.isArray(cell) && cell.length === 0);
      if (!isEmpty) found.add(name);
    }
  }
  return [...found, 'predicted', 'evidence', ...labels.map(scoreColumn)];
}

function scoreColumn(label: string): string {
  return `p(${label})`;
}

/** Lets a message in that may stop the job. */
async function listen(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0));
  if (signal.aborted) throw new GenrekitError('aborted', 'Stopped.');
}
