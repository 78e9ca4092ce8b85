import { malformedModel } from '../format/modelErrors.ts';
import type { FittedModel } from './FittedModel.ts';
import { INPUT_SHAPES, type InputShape } from './InputShape.ts';
import { requireList, requireObject } from './modelParts.ts';
import type { OutOfFoldQuality, TrainingSummary } from './TrainingSummary.ts';

/**
 * Reads what a model remembers of its training, trusting nothing: predictions do not go by it, so that opening a model
 * does not look at it.
 *
 * @param model - perhaps from a file
 * @returns the summary, its members in the order in which a fit gives them
 * @throws GenrekitError `invalid-model` when something in it is missing, or does not belong to the model
 */
export function summaryOf(model: FittedModel): TrainingSummary {
  const summary = requireObject(model.summary, 'summary') as {
    readonly [Name in keyof TrainingSummary]: unknown;
  };
  const supports = requireList(summary.supports, 'summary.supports');
  const featureCount = model.features.columnCount;
  demand(supports.length === model.labels.size && supports.every(isCount), 'one support a label');
  // Models of the first format version were saved before any could hold rows out.
  const { version, sampleCount, heldOutCount = 0, cardinality, seed, foldCount } = summary;
  demand(
    typeof version === 'string' &&
      [sampleCount, heldOutCount, seed, foldCount].every(isCount) &&
      isMeasure(cardinality),
    'the version, sampleCount, cardinality, seed and foldCount',
  );
  if (summary.featureCount !== featureCount) {
    throw malformedModel(`it has ${featureCount} features, of which its summary knows nothing`);
  }
  const outOfFold = readQualities(requireObject(summary.outOfFold, 'summary.outOfFold'));
  const read = {
    ...{ version, sampleCount, heldOutCount, supports, cardinality, featureCount, seed, foldCount },
    outOfFold,
  };
  return read as TrainingSummary;
}

function readQualities(saved: Record<string, unknown>): TrainingSummary['outOfFold'] {
  const shapes = Object.keys(saved).sort(
    (a, b) => INPUT_SHAPES.indexOf(a as InputShape) - INPUT_SHAPES.indexOf(b as InputShape),
  );
  return Object.fromEntries(
    shapes.map((shape) => {
      const quality = requireObject(saved[shape], `summary.outOfFold.${shape}`);
      const { sampleCount, microF1, macroF1, lrap, ece } = quality as {
        readonly [Name in keyof OutOfFoldQuality]: unknown;
      };
      demand(
        INPUT_SHAPES.includes(shape as InputShape) &&
          isCount(sampleCount) &&
          [microF1, macroF1, lrap, ece].every(isMeasure),
        `sampleCount, microF1, macroF1, lrap and ece for '${shape}'`,
      );
      return [shape, { sampleCount, microF1, macroF1, lrap, ece }];
    }),
  );
}

function demand(isThere: boolean, what: string): void {
  if (!isThere) throw malformedModel(`its summary must tell ${what}`);
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** JSON holds no infinity, so every number is finite. */
function isMeasure(value: unknown): boolean {
  return typeof value === 'number' && value >= 0;
}
