import type { Command } from 'commander';
import type { EpochReport } from '../learners/FitContext.ts';
import { openModel } from './files.ts';
import { formatScore, formatTable, qualityTitle, type Streams } from './Output.ts';
import { parseInteger } from './options.ts';

interface InspectFlags {
  readonly model?: string;
  readonly words: number;
  readonly labelGraph?: boolean;
  readonly minSupport?: number;
  readonly json?: boolean;
}

/** Adds `genrekit inspect`. */
export function addInspectCommand(program: Command, streams: Streams): void {
  program
    .command('inspect')
    .description('show what a model is made of: genres, thresholds, strongest words, training')
    .option('-m, --model <file>', 'a .genre file; the bundled weights otherwise')
    .option('--words <n>', 'how many words to list for each genre', parseInteger(0), 8)
    .option('--label-graph', 'show which genres keep company and which avoid each other instead')
    .option('--min-support <n>', 'movies that both genres of a pair need, for --label-graph', parseInteger(1))
    .option('--json', 'write JSON')
    .action((flags: InspectFlags) => inspect(flags, streams));
}

function formatEpochs(epochs: readonly EpochReport[]): string {
  return formatTable(
    ['epoch', 'loss', 'loss on rows kept from it', 'micro-F1 on those'],
    epochs.map(({ epoch, loss, validLoss, validMicroF1 }) => [
      String(epoch),
      ...[loss, validLoss, validMicroF1].map((value) => formatScore(value)),
    ]),
  );
}

async function inspect(flags: InspectFlags, streams: Streams): Promise<void> {
  if (flags.labelGraph || flags.minSupport !== undefined) return showLabelGraph(flags, streams);
  const overview = await (await openModel(flags)).inspect({ wordCount: flags.words });
  if (flags.json) {
    streams.stdout.write(`${JSON.stringify(overview)}\n`);
    return;
  }
  const { training, genres, blocks, epochs } = overview;
  const shapes = Object.keys(training.outOfFold);
  const rows = genres.map(({ label, support, thresholds }) => [
    label,
    String(support),
    ...shapes.map((shape) => formatScore(thresholds[shape])),
  ]);
  const words = genres.map(({ label, strongestWords }) => {
    const shown = strongestWords.map(({ term, field }) => (field === 'title' ? `“${term}” (title)` : term));
    return `${label}: ${shown.join(', ')}\n`;
  });
  const quality = Object.entries(training.outOfFold).map(([shape, value]) => [
    shape,
    String(value.sampleCount),
    ...[value.microF1, value.macroF1, value.lrap, value.ece].map(formatScore),
  ]);
  streams.stdout.write(
    [
      `${overview.strategy}, thresholds for ${overview.objective}, ${overview.featureCount} features `,
      `(${blocks.length > 0 ? blocks.map(({ field, termCount }) => `${field} ${termCount}`).join(', ') : overview.fields.join(', ')})\n`,
      `fitted by genrekit ${training.version} on ${training.sampleCount} movies with ${training.cardinality.toFixed(2)} `,
      `genres each, seed ${training.seed}\n\n`,
      formatTable(['genre', 'movies', ...shapes.map((shape) => `threshold (${shape})`)], rows),
      `\n${qualityTitle(training)}:\n`,
      formatTable(['given', 'movies', 'micro-F1', 'macro-F1', 'LRAP', 'ECE'], quality),
      ...(epochs.length > 0 ? ['\nEpochs:\n', formatEpochs(epochs)] : []),
      ...(flags.words > 0 && blocks.length > 0 ? ['\nStrongest words:\n', ...words] : []),
    ].join(''),
  );
}

async function showLabelGraph(flags: InspectFlags, streams: Streams): Promise<void> {
  const graph = await (await openModel(flags)).labelGraph({ minSupport: flags.minSupport });
  if (flags.json) {
    streams.stdout.write(`${JSON.stringify(graph)}\n`);
    return;
  }
  const { options, pairs, implications, contradictions } = graph;
  const { minSupport, minProbability, minExpected, maxLift } = options;
  const byLift = [...pairs].sort((one, other) => other.lift - one.lift);
  streams.stdout.write(
    [
      `Pairs of genres with ${minSupport} movies or more each, most attracted first:\n`,
      formatTable(
        ['genre', 'other', 'both', 'expected', 'lift', 'P(other | genre)', 'P(genre | other)'],
        byLift.map(({ a, b, support, expected, lift, probabilityOfA, probabilityOfB }) => [
          a,
          b,
          String(support),
          expected.toFixed(1),
          lift.toFixed(2),
          formatScore(probabilityOfB),
          formatScore(probabilityOfA),
        ]),
      ),
      `\nImplications, ${minProbability} or more of a genre's movies having the other:\n`,
      ...implications.map(
        ({ from, to, probability, baseProbability, support, supportOfFrom }) =>
          `${from} -> ${to}: ${support} of ${supportOfFrom} (${formatScore(probability)}, by chance ${formatScore(baseProbability)})\n`,
      ),
      `\nContradictions, ${minExpected} or more expected and at most ${maxLift} of that found:\n`,
      ...contradictions.map(
        ({ a, b, support, expected }) => `${a} - ${b}: ${support} found, ${expected.toFixed(1)} expected\n`,
      ),
    ].join(''),
  );
}
