import { StyleShift, styleSizeOf } from '../calibration/StyleShift.ts';
import { malformedModel } from '../format/modelErrors.ts';
import { FIELDS } from '../text/Movie.ts';
import { INPUT_SHAPES } from './InputShape.ts';
import { type PartReader, partName } from './modelParts.ts';
import { Styles } from './Styles.ts';

/** Numbers of style are below a hundred, so that scores moved by this unit are still numbers. */
const LARGEST_UNIT = 1e6;

/**
 * @param parts - of a saved model, with what `saveStyles` gave
 * @param labelCount - how many labels the model has
 * @throws GenrekitError `invalid-model` when the part is damaged
 */
export function readStyles(parts: PartReader, labelCount: number): Styles {
  const { shapes } = parts.settings('styles');
  if (!Array.isArray(shapes)) throw malformedModel('styles have no list of shapes');
  const read = new Map(
    INPUT_SHAPES.filter((shape) => shapes.includes(shape)).map((shape) => {
      // As `fieldsOf`, which is loaded with what trains.
      const fields = FIELDS.filter((field) => shape.includes(field));
      // Genres that were taught later have none.
      const units = parts.section('styles', partName('units', shape), 'f32');
      const size = styleSizeOf(fields) * units.length;
      const weights = parts.section('styles', partName('weights', shape), 'i8', size);
      if (units.length > labelCount || !units.every((unit) => unit >= 0 && unit <= LARGEST_UNIT))
        throw malformedModel(`styles for ${shape} have units that are not those of its labels`);
      return [shape, new StyleShift(fields, weights, units)];
    }),
  );
  return new Styles(read);
}
