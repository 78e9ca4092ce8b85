import { damagedState } from './damagedState.ts';
import { LARGEST_SET, LabelCompany } from './LabelCompany.ts';

/**
 * @param saved - what `saveLabelCompany` gave, perhaps damaged since
 * @param most - how many labels there are
 * @throws GenrekitError `invalid-model`
 */
export function readLabelCompany(saved: Uint16Array, most: number): LabelCompany {
  const [labelCount = 0, sizeCount = 0] = saved;
  const nodeCount = (saved.length - 2 - sizeCount) / 3;
  const part = (index: number) => {
    const first = 2 + sizeCount + index * nodeCount;
    return saved.slice(first, first + nodeCount);
  };
  const [depths, members] = [part(0), part(1)];
  const path = [-1];
  const isSound =
    labelCount >= 1 &&
    labelCount <= most &&
    sizeCount >= 2 &&
    sizeCount <= LARGEST_SET + 1 &&
    Number.isInteger(nodeCount) &&
    depths.every((depth, node) => {
      const label = members[node]!;
      const isChild = depth >= 1 && depth <= path.length && label > path[depth - 1]! && label < labelCount;
      path.length = depth;
      path.push(label);
      return isChild && depth < sizeCount;
    });
  if (!isSound) throw damagedState('calibration is', 'its label sets are no tree of labels with weights');
  return new LabelCompany(labelCount, {
    ...{ sizeSteps: toSteps(saved.slice(2, 2 + sizeCount)), depths: Uint8Array.from(depths) },
    ...{ members, steps: toSteps(part(2)) },
  });
}

function toSteps(saved: Uint16Array): Int8Array {
  return Int8Array.from(saved, (step) => step - 128);
}
