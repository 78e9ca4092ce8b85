import type { GenreClassifier } from '../../src/classifier/GenreClassifier.ts';
import { INPUT_SHAPES } from '../../src/classifier/InputShape.ts';
import { fieldsOf } from '../../src/classifier/shapesOf.ts';
import { markdownTable } from '../report.ts';
import type { TrainingRow } from './readTrainingRows.ts';
import { CATALOGUES, nameOf } from './settings.ts';

/**
 * Judges the weights on the test rows of each catalogue.
 *
 * @param classifier - with the bundled weights
 * @param rows - of all splits; those marked test are judged
 * @returns a table
 */
export async function judgeTests(classifier: GenreClassifier, rows: readonly TrainingRow[]): Promise<string> {
  const table: string[][] = [];
  for (const catalogue of CATALOGUES) {
    const test = rows.filter((row) => row.split === 'test' && row.catalogue === catalogue);
    const movies = test.map(({ movie }) => movie);
    for (const shape of INPUT_SHAPES) {
      const fields = fieldsOf(shape);
      const micro = await classifier.evaluate(movies, {
        fields,
        catalogue: nameOf(catalogue),
        objective: 'microF1',
      });
      const macro = await classifier.evaluate(movies, {
        fields,
        catalogue: nameOf(catalogue),
        objective: 'macroF1',
      });
      const unnamed = movies.map((movie) => ({ ...movie, catalogue: undefined }));
      const auto = await classifier.evaluate(unnamed, { fields, objective: 'microF1' });
      table.push([
        ...[catalogue, shape, String(test.length)],
        ...[show(auto.metrics.microF1), show(micro.metrics.microF1)],
        ...[show(macro.metrics.macroF1), show(micro.metrics.lrap)],
        show(micro.calibration.expectedCalibrationError),
      ]);
    }
  }
  return markdownTable(
    ['catalogue', 'input', 'rows', 'micro-F1 (auto)', 'micro-F1', 'macro-F1', 'LRAP', 'ECE'],
    table,
  );
}

function show(value: number | null): string {
  return value === null ? '–' : value.toFixed(4);
}
