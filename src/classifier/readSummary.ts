import { malformedModel } from '../format/modelErrors.ts';
import { INPUT_SHAPES } from './InputShape.ts';
import { requireList, requireObject } from './modelParts.ts';
import type { OutOfFoldQuality, TrainingSummary } from './TrainingSummary.ts';

/**
 * Reads what a model remembers of its training, trusting nothing.
 *
 * @param value - from the header
 * @param labelCount - how many labels the model has
 * @param featureCount - how many features it has
 * @returns the same summary, typed
 * @throws GenrekitError `invalid-model` when something in it is missing, or does not belong to the model
 */
export function readSummary(value: unknown, labelCount: number, featureCount: number): TrainingSummary {
  const summary = requireObject(value, 'summary') as { readonly [Name in keyof TrainingSummary]: unknown };
  const supports = requireList(summary.supports, 'summary.supports');
  if (supports.length !== labelCount || !supports.every(isCount)) {
    throw malformedModel('its summary does not have one support a label');
  }
  const { version, sampleCount, cardinality, seed, foldCount } = summary;
  if (
    typeof version !== 'string' ||
    ![sampleCount, seed, foldCount].every(isCount) ||
    !isMeasure(cardinality)
  ) {
    throw malformedModel('its summary must tell the version, sampleCount, cardinality, seed and foldCount');
  }
  if (summary.featureCount !== featureCount) {
    throw malformedModel(`it has ${featureCount} features, of which its summary knows nothing`);
  }
  for (const [shape, quality] of Object.entries(requireObject(summary.outOfFold, 'summary.outOfFold'))) {
    const measures = requireObject(quality, `summary.outOfFold.${shape}`) as {
      readonly [Name in keyof OutOfFoldQuality]: unknown;
    };
    const { microF1, macroF1, lrap, ece } = measures;
    const isKnown = (INPUT_SHAPES as readonly string[]).includes(shape);
    if (!isKnown || !isCount(measures.sampleCount) || ![microF1, macroF1, lrap, ece].every(isMeasure)) {
      throw malformedModel(
        `its summary must tell sampleCount, microF1, macroF1, lrap and ece for '${shape}'`,
      );
    }
  }
  return summary as TrainingSummary;
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** JSON holds no infinity, so every number is finite. */
function isMeasure(value: unknown): boolean {
  return typeof value === 'number' && value >= 0;
}
