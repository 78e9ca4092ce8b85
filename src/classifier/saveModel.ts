import { saveCalibration } from '../calibration/saveCalibration.ts';
import { saveFeatures } from '../features/saveFeatures.ts';
import type { TfidfFeatures } from '../features/TfidfFeatures.ts';
import { encodeModel } from '../format/encodeModel.ts';
import { checkBoolean, checkChoice, resolveOptions } from '../options.ts';
import { roundWeights } from '../strategies/roundWeights.ts';
import type { WeightPrecision } from '../strategies/Strategy.ts';
import { saveLabelSets } from '../thresholds/saveLabelSets.ts';
import { saveThresholds } from '../thresholds/saveThresholds.ts';
import { VERSION } from '../version.ts';
import type { ResolvedClassifierOptions } from './ClassifierOptions.ts';
import { isComposite } from './CompositeFeatures.ts';
import type { FittedModel } from './FittedModel.ts';
import type { LoadedModel } from './loadModel.ts';
import { partName } from './modelParts.ts';
import { PartWriter } from './PartWriter.ts';
import { saveStyles } from './saveStyles.ts';
import { summaryOf } from './summaryOf.ts';

/** How a classifier is saved. */
export interface SaveOptions {
  /**
   * Precision of the weights: `'float32'` answers exactly as before; `'float16'` halves and `'int8'` quarters the
   * weights for a change in the third decimal of some scores. `'int4'` is for strategies with an embedding, which it
   * makes an eighth as large.
   * @defaultValue `'float32'`
   */
  readonly weights?: 'float32' | 'float16' | 'int8' | 'int4';
  /**
   * Whether the file is deflated: smaller, and a little slower to open.
   * @defaultValue `true`
   */
  readonly isCompressed?: boolean;
}

/** How a classifier is saved when nothing is asked for. */
export const saveDefaults: Required<SaveOptions> = /* @__PURE__ */ Object.freeze({
  weights: 'float32',
  isCompressed: true,
});

/**
 * @param model - a fitted model
 * @param options - the settings of its classifier
 * @param given - how to save
 * @returns the bytes of a `.genre` file
 * @throws GenrekitError `invalid-option`
 */
export function saveModel(
  model: FittedModel,
  options: ResolvedClassifierOptions,
  given?: SaveOptions,
): Uint8Array {
  const { weights, isCompressed } = resolveOptions('toBytes', given, saveDefaults);
  checkChoice('toBytes.weights', weights, ['float32', 'float16', 'int8', 'int4']);
  checkBoolean('toBytes.isCompressed', isCompressed);
  const parts = new PartWriter();
  const rounded = model.strategy.roundedState?.(weights);
  const strategy = rounded ?? model.strategy.state();
  parts.add('strategy', {
    settings: { id: strategy.id, ...strategy.settings },
    arrays: { ...(rounded?.arrays ?? roundWeights(strategy.arrays, weights)), ...strategy.texts },
  });
  const own = model.features.state?.();
  const blocks = own === undefined ? saveFeatures(model.features as TfidfFeatures) : [];
  if (own !== undefined) {
    const members = isComposite(model.features) ? model.features.members : [];
    const files = members.map((member, index) => [
      `member${index}`,
      saveModel(member.model, member.options, { weights: precisionOf(member, weights), isCompressed: false }),
    ]);
    parts.add('features', { ...own, arrays: { ...own.arrays, ...Object.fromEntries(files) } });
  }
  blocks.forEach(({ field, weight, titleWeight, options: blockOptions, vocabulary }, index) => {
    const { analyser, maxDf, maxFeatures, prefixLength, ...rest } = blockOptions;
    parts.add(`features${index}`, {
      settings: {
        field,
        weight,
        ...(titleWeight > 0 && { titleWeight }),
        documentCount: vocabulary.documentCount,
        options: {
          ...rest,
          ...finite({ maxDf, maxFeatures, prefixLength }),
          analyser: typeof analyser === 'object' ? { id: analyser.id } : analyser,
        },
      },
      arrays: { terms: vocabulary.terms, documentFrequencies: vocabulary.documentFrequencies },
    });
  });
  [...model.catalogues].forEach(([catalogue, decisions], index) => {
    for (const [shape, { calibration, thresholds, missRates }] of decisions) {
      const { settings, arrays } = saveCalibration(calibration);
      parts.add(partName(`catalogue${index}`, shape), {
        settings: {
          catalogue,
          shape,
          thresholds: thresholds.map(({ objective, values }) => ({ objective, values: [...values] })),
          calibration: { kinds: settings.kinds },
        },
        arrays: { ...arrays, missThresholds: missRates.thresholds },
      });
    }
  });
  for (const [shape, decision] of model.decisions) {
    const calibration = saveCalibration(decision.calibration);
    const thresholds = decision.thresholds.map(saveThresholds);
    parts.add(partName('decision', shape), {
      settings: { shape, thresholds, calibration: calibration.settings },
      arrays: {
        ...calibration.arrays,
        missThresholds: decision.missRates.thresholds,
      },
    });
  }
  const labelSets = [...model.decisions.values()].find((decision) => decision.labelSets)?.labelSets;
  if (labelSets !== undefined) parts.add('labelSets', saveLabelSets(labelSets));
  if (model.styles !== undefined) parts.add('styles', saveStyles(model.styles));
  if (model.pairCounts !== undefined) parts.add('pairCounts', { settings: {}, arrays: model.pairCounts });
  const header = {
    kind: 'genre-classifier',
    genrekit: VERSION,
    labels: model.labels.names,
    options: {
      ...savedOptions(options),
      // An adapted model may have more genres than its classifier was asked for.
      ...(options.labels !== 'occurring' && { labels: model.labels.names }),
    },
    summary: summaryOf(model),
    parts: parts.settings,
  };
  return encodeModel({ header, sections: parts.sections }, { isCompressed });
}

/** Members without an embedding are rounded as far as they can be. */
function precisionOf({ model: { strategy } }: LoadedModel, weights: WeightPrecision): WeightPrecision {
  return weights === 'int4' && strategy.roundedState === undefined ? 'int8' : weights;
}

/** The settings that a loaded classifier shows and predicts with; strategy and features come with their parts. */
function savedOptions({
  fields,
  labels,
  calibration,
  thresholds,
  decoder,
  catalogue,
  calibrateOn,
  foldCount,
  seed,
}: ResolvedClassifierOptions) {
  return { fields, labels, calibration, thresholds, decoder, catalogue, calibrateOn, foldCount, seed };
}

/** JSON has no Infinity; an option at its unlimited default is left out. */
function finite(options: Readonly<Record<string, number | undefined>>) {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => Number.isFinite(value)));
}
