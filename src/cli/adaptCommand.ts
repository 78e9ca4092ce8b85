import type { Command } from 'commander';
import type { AdaptationReport } from '../classifier/adaptModel.ts';
import type { GenreClassifier } from '../classifier/GenreClassifier.ts';
import { checkWritable, openModel, readTable, writeOutput } from './files.ts';
import { formatTable, type Streams } from './Output.ts';
import { fieldsToRead, parsePositive, parseWhere, reportProblems } from './options.ts';

interface AdaptFlags {
  readonly out: string;
  readonly model?: string;
  readonly delta?: string;
  readonly addGenre?: string;
  readonly where?: Record<string, string[]>;
  readonly strength?: number;
  readonly margin?: number;
  readonly maxChange?: number;
  readonly prior?: number;
  readonly canonical: boolean;
  readonly json?: boolean;
}

/** Adds `genrekit adapt`. */
export function addAdaptCommand(program: Command, streams: Streams): void {
  program
    .command('adapt')
    .description(
      'learn from corrections, or a new genre from examples, and save what changed as a small delta',
    )
    .argument('<table>', 'movies with the genres that they really have; with --add-genre its examples')
    .requiredOption('-o, --out <file>', 'where the delta goes; predict --delta takes it')
    .option('-m, --model <file>', 'the model to adapt; the bundled weights otherwise')
    .option('--delta <file>', 'go on from this delta')
    .option(
      '--add-genre <name>',
      'learn this genre: rows that have it, or have no genres, are examples, all other rows are not',
    )
    .option('--where <column=value>', 'take only these rows; may be repeated', parseWhere)
    .option('--strength <number>', 'how much one correction may pull', parsePositive)
    .option('--margin <number>', 'how far beyond the threshold corrected movies should come', parsePositive)
    .option('--max-change <share>', 'the most that the weights of a genre may change', parsePositive)
    .option('--prior <share>', 'the share of movies to expect with the new genre', parsePositive)
    .option('--no-canonical', 'keep the spelling of genres as it is in the table')
    .option('--json', 'write JSON')
    .action((table: string, flags: AdaptFlags) => adapt(table, flags, streams));
}

async function adapt(path: string, flags: AdaptFlags, streams: Streams): Promise<void> {
  await checkWritable(flags.out);
  const classifier = await openModel(flags);
  const { fields } = await classifier.inspect({ wordCount: 0 });
  const table = await readTable(path, streams, {
    canonicalGenres: flags.canonical,
    genreRequired: flags.addGenre === undefined,
    fields: fieldsToRead(fields),
    ...(flags.where && { where: flags.where }),
  });
  reportProblems(streams, path, table);
  const { strength, margin, maxChange, prior, addGenre: label } = flags;
  const { movies } = table;
  let report: AdaptationReport | undefined;
  if (label === undefined) {
    report = await classifier.adapt(movies, { strength, margin, maxChange });
  } else {
    const isExample = (genres: readonly string[]) => genres.length === 0 || genres.includes(label);
    const negatives = movies.filter(({ genres }) => !isExample(genres));
    await classifier.addGenre(
      label,
      movies.filter(({ genres }) => isExample(genres)),
      { negatives, prior },
    );
  }
  const bytes = await classifier.deltaToBytes();
  await writeOutput(flags.out, bytes);
  const saved = { path: flags.out, bytes: bytes.length };
  streams.stdout.write(
    flags.json
      ? `${JSON.stringify({ ...report, ...(label && { added: label }), delta: saved })}\n`
      : `${describe(classifier, report, label)}Saved ${saved.path} (${(saved.bytes / 1000).toFixed(1)} kB).\n`,
  );
}

function describe(
  classifier: GenreClassifier,
  report: AdaptationReport | undefined,
  label: string | undefined,
): string {
  if (report === undefined)
    return `Learned ${label}; the classifier knows ${classifier.labels.length} genres now.\n`;
  const { movies, decisions, moved } = report;
  const rows = [['movies', movies] as const, ['decisions', decisions] as const].map(
    ([name, { count, before, after }]) => [name, ...[count, before, after].map(String)],
  );
  const changes = moved.map(({ label: name, change }) => `${name} ${(change * 100).toFixed(1)} %`);
  return [
    formatTable(['corrected', 'all', 'right before', 'right now'], rows),
    moved.length === 0 ? 'Nothing had to change.\n' : `Weights changed: ${changes.join(', ')}.\n`,
  ].join('');
}
