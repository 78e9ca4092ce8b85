import type { Command } from 'commander';
import type { GenreClassifier } from '../classifier/GenreClassifier.ts';
import type { Field, LabelledMovie } from '../text/Movie.ts';
import type { DecoderOptions } from '../thresholds/DecoderOptions.ts';
import type { ThresholdObjective } from '../thresholds/ThresholdOptions.ts';
import { openModel, pretrainedOption, readTable } from './files.ts';
import type { Streams } from './Output.ts';
import {
  catalogueFlag,
  fieldsToRead,
  parseDecoder,
  parseFields,
  parseList,
  parseObjective,
  parseWhere,
  reportProblems,
} from './options.ts';

/** The flags of commands that judge a model on movies whose genres are known. */
export interface JudgingFlags {
  readonly model?: string;
  readonly pretrained?: string;
  readonly where?: Record<string, string[]>;
  readonly fields?: Field[];
  readonly labels?: string[];
  readonly objective?: ThresholdObjective;
  readonly decoder?: DecoderOptions;
  readonly catalogue?: string;
  readonly canonical: boolean;
}

/** Adds the tables and the {@link JudgingFlags} to a command. */
export function addJudgingOptions(command: Command): Command {
  return command
    .argument('<data...>', 'CSV, TSV or JSON Lines tables, plain or gzipped; - for standard input')
    .option('-m, --model <file>', 'a .genre file; the bundled weights otherwise')
    .addOption(pretrainedOption())
    .option('--where <column=value>', 'take only these rows, such as split=test; may be repeated', parseWhere)
    .option('--fields <list>', 'look only at these: title, plot or title,plot', parseFields)
    .option('--labels <list>', 'judge only these genres, separated by commas', parseList)
    .option('--objective <name>', 'use the thresholds for micro-f1 or macro-f1', parseObjective)
    .option(
      '--decoder <name>',
      'threshold, calibrated, expected-f1, label-set, single or conformal=0.1',
      parseDecoder,
    )
    .option(...catalogueFlag)
    .option('--no-canonical', 'keep the spelling of genres as it is in the tables');
}

/**
 * Opens the model and reads the movies to judge it on.
 *
 * @throws GenrekitError for a model or table that cannot be used
 */
export async function readJudged(
  data: readonly string[],
  flags: JudgingFlags,
  streams: Streams,
): Promise<{ classifier: GenreClassifier; fields: readonly Field[]; movies: LabelledMovie[] }> {
  const classifier = await openModel(flags);
  const { fields: used } = await classifier.inspect({ wordCount: 0 });
  const fields = fieldsToRead(used, flags.fields);
  const movies: LabelledMovie[] = [];
  for (const path of data) {
    const table = await readTable(path, streams, {
      canonicalGenres: flags.canonical,
      fields,
      ...(flags.where && { where: flags.where }),
    });
    reportProblems(streams, path, table);
    for (const movie of table.movies)
      movies.push(flags.catalogue === undefined ? movie : { ...movie, catalogue: undefined });
  }
  return { classifier, fields, movies };
}
