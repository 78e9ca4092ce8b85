import type { GenrekitError } from '../errors.ts';
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
  const isSound =
    labelCount >= 1 &&
    labelCount <= most &&
    sizeCount >= 2 &&
    sizeCount <= LARGEST_SET + 1 &&
    nodeCount >= 0 &&
    Number.isInteger(nodeCount);
  if (!isSound) throw damaged();
  const firstDepth = 2 + sizeCount;
  const firstMember = firstDepth + nodeCount;
  const firstStep = firstMember + nodeCount;
  const path = new Int32Array(sizeCount);
  path[0] = -1;
  const depths = new Uint8Array(nodeCount);
  for (let node = 0, deepest = 0; node < nodeCount; node++) {
    const depth = saved[firstDepth + node]!;
    const label = saved[firstMember + node]!;
    const isChild = depth >= 1 && depth <= deepest + 1 && depth < sizeCount;
    if (!isChild || label <= path[depth - 1]! || label >= labelCount) throw damaged();
    deepest = depth;
    path[depth] = label;
    depths[node] = depth;
  }
  return new LabelCompany(labelCount, {
    sizeSteps: toSteps(saved, 2, sizeCount),
    depths,
    members: saved.slice(firstMember, firstStep),
    steps: toSteps(saved, firstStep, nodeCount),
  });
}

function toSteps(saved: Uint16Array, first: number, count: number): Int8Array {
  const steps = new Int8Array(count);
  for (let i = 0; i < count; i++) steps[i] = saved[first + i]! - 128;
  return steps;
}

function damaged(): GenrekitError {
  return damagedState('calibration is', 'its label sets are no tree of labels with weights');
}
