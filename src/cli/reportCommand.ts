import { basename } from 'node:path';
import type { Command } from 'commander';
import { checkWritable, writeOutput } from './files.ts';
import { addJudgingOptions, type JudgingFlags, readJudged } from './judging.ts';
import type { Streams } from './Output.ts';

interface ReportFlags extends JudgingFlags {
  readonly out: string;
}

/** Adds `genrekit report`. */
export function addReportCommand(program: Command, streams: Streams): void {
  const command = program
    .command('report')
    .description('judge a model and draw its curves on one HTML page')
    .requiredOption('-o, --out <file>', 'where the page goes');
  addJudgingOptions(command).action((data: string[], flags: ReportFlags) => report(data, flags, streams));
}

async function report(data: readonly string[], flags: ReportFlags, streams: Streams): Promise<void> {
  await checkWritable(flags.out);
  // The drawing code loads when a report is asked for, and its packages may be missing.
  const [{ collectReport }, { drawCharts }, { loadPlot }, { renderReport }] = await Promise.all([
    import('./report/collectReport.ts'),
    import('./report/charts.ts'),
    import('./report/loadPlot.ts'),
    import('./report/renderReport.ts'),
  ]);
  const plotter = await loadPlot();
  const { classifier, fields, movies } = await readJudged(data, flags, streams);
  const { labels, objective, decoder, catalogue } = flags;
  const model = flags.model === undefined ? 'the bundled weights' : basename(flags.model);
  const title = `Genres by ${model} on ${data.map((path) => basename(path)).join(', ')}`;
  const collected = await collectReport(classifier, movies, {
    fields,
    labels,
    objective,
    decoder,
    catalogue,
    title,
  });
  await writeOutput(flags.out, renderReport(collected, drawCharts(plotter, collected)));
  streams.stdout.write(
    `Wrote ${flags.out}: ${movies.length} movies, ${collected.evaluation.labels.length} genres.\n`,
  );
}
