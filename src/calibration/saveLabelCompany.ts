import type { LabelCompany } from './LabelCompany.ts';

/**
 * @param company - what was learned
 * @returns the number of labels, the number of sizes, the steps of the sizes, then of all nodes the depths, the labels,
 * and the steps; steps are saved with 128 added
 */
export function saveLabelCompany({ labelCount, arrays }: LabelCompany): Uint16Array {
  const { sizeSteps, depths, members, steps } = arrays;
  const above = (step: number) => step + 128;
  return Uint16Array.of(
    ...[labelCount, sizeSteps.length, ...Array.from(sizeSteps, above)],
    ...[...depths, ...members, ...Array.from(steps, above)],
  );
}
