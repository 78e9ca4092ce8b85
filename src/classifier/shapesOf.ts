import { FIELDS, type Field } from '../text/Movie.ts';
import { INPUT_SHAPES, type InputShape } from './InputShape.ts';

/**
 * @param fields - the fields that features are made from
 * @returns the shapes that can occur
 */
export function shapesOf(fields: readonly Field[]): readonly InputShape[] {
  return INPUT_SHAPES.filter((shape) => fieldsOf(shape).every((field) => fields.includes(field)));
}

/**
 * @param shape - a shape
 * @returns the fields it has
 */
export function fieldsOf(shape: InputShape): readonly Field[] {
  return FIELDS.filter((field) => shape.split('+').includes(field));
}
