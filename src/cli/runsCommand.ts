import type { Command } from 'commander';
import { GenrekitError } from '../errors.ts';
import { readText } from './files.ts';
import { formatScore, formatTable, type Streams } from './Output.ts';

/** The parts of a logged run that the table shows. */
interface LoggedRun {
  readonly time: string;
  readonly settings: { readonly strategy: string; readonly learner?: string; readonly objective?: string };
  readonly sampleCount: number;
  readonly seed: number;
  readonly seconds: number;
  readonly outOfFold: Readonly<Record<string, Quality>>;
}

interface Quality {
  readonly microF1: number;
  readonly macroF1: number;
  readonly lrap: number;
}

/** Adds `genrekit runs`. */
export function addRunsCommand(program: Command, streams: Streams): void {
  program
    .command('runs')
    .description('show the runs that train --log has written, as a table')
    .argument('<log>', 'a JSON Lines file')
    .action((log: string) => showRuns(log, streams));
}

async function showRuns(path: string, streams: Streams): Promise<void> {
  const lines = (await readText(path)).split('\n');
  const rows = lines.flatMap((line, index) =>
    line.trim() === '' ? [] : rowsOf(parseRun(line, `${path}:${index + 1}`)),
  );
  if (rows.length === 0) throw new GenrekitError('invalid-data', `'${path}' has no run in it.`);
  const header = [
    'time',
    'strategy',
    'learner',
    'tuned for',
    'movies',
    'given',
    'micro-F1',
    'macro-F1',
    'LRAP',
    'seed',
    'seconds',
  ];
  streams.stdout.write(formatTable(header, rows));
}

function rowsOf(run: LoggedRun): string[][] {
  return Object.entries(run.outOfFold).map(([shape, { microF1, macroF1, lrap }]) => [
    run.time.slice(0, 19),
    run.settings.strategy,
    run.settings.learner ?? '-',
    run.settings.objective ?? 'microF1',
    String(run.sampleCount),
    shape,
    ...[microF1, macroF1, lrap].map(formatScore),
    String(run.seed),
    String(run.seconds),
  ]);
}

function parseRun(line: string, where: string): LoggedRun {
  try {
    const run: unknown = JSON.parse(line);
    if (isRun(run)) return run;
  } catch {
    // Reported below, like a line that is JSON but no run.
  }
  throw new GenrekitError('invalid-data', `${where} is not a run that genrekit train --log wrote.`);
}

function isRun(value: unknown): value is LoggedRun {
  const run = value as LoggedRun;
  const { strategy, learner, objective } = run.settings;
  return (
    [run.time, strategy, learner ?? '', objective ?? ''].every((text) => typeof text === 'string') &&
    [run.sampleCount, run.seed, run.seconds].every((number) => typeof number === 'number') &&
    Object.values(run.outOfFold).every(({ microF1, macroF1, lrap }) =>
      [microF1, macroF1, lrap].every((number) => typeof number === 'number'),
    )
  );
}
