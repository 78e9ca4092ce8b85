import type { LabelMatrix } from './LabelMatrix.ts';

/** @returns for each label whether it is known of any sample */
export function shownLabels({ known, labelCount, sampleCount }: LabelMatrix): boolean[] {
  return Array.from({ length: labelCount }, (_, label) => {
    if (known === undefined) return true;
    for (let sample = 0; sample < sampleCount; sample++)
      if (known[sample * labelCount + label] === 1) return true;
    return false;
  });
}
