import { damagedState, readLabels } from '../calibration/damagedState.ts';
import { describeValue, type GenrekitError } from '../errors.ts';
import { LabelSetTable } from './LabelSetTable.ts';

/** What a {@link LabelSets} has learned: plain settings, and named flat arrays of numbers. */
export interface LabelSetsState {
  readonly settings: { readonly labels: readonly string[]; readonly weight: number };
  readonly arrays: {
    /** How many labels each set has. */
    readonly sizes: Uint16Array;
    /** The labels of the sets, one set after the other, ascending within a set. */
    readonly members: Uint16Array;
    /** How many samples have each set. */
    readonly counts: Uint32Array;
  };
}

/** The label sets seen in training, and how much the company of labels counts: what `labelSet` decoding learns. */
export class LabelSets {
  /**
   * @param table - the label sets
   * @param weight - from 0: how much the company of labels counts
   */
  constructor(
    readonly table: LabelSetTable,
    readonly weight: number,
  ) {}

  /**
   * Rebuilds the model from its saved state.
   *
   * @param state - what `saveLabelSets` gave
   * @throws GenrekitError `invalid-model` when anything in the state is malformed
   */
  static fromState(state: LabelSetsState): LabelSets {
    const { labels: names, weight } = state?.settings ?? {};
    const { sizes, members, counts } = state?.arrays ?? {};
    if (!Array.isArray(names)) throw damaged(`labels are ${describeValue(names)}`);
    if (typeof weight !== 'number' || !(weight >= 0 && weight <= 10))
      throw damaged(`the weight is ${weight}`);
    const hasArrays =
      sizes instanceof Uint16Array && members instanceof Uint16Array && counts instanceof Uint32Array;
    if (!hasArrays)
      throw damaged('it must have arrays sizes, members (Uint16Array) and counts (Uint32Array)');
    if (sizes.length === 0 || sizes.length !== counts.length || counts.includes(0)) {
      throw damaged(`${sizes.length} sets have ${counts.length} counts, which must all be above 0`);
    }
    const offsets = new Uint32Array(sizes.length + 1);
    sizes.forEach((size, set) => {
      offsets[set + 1] = offsets[set]! + size;
    });
    if (offsets[sizes.length] !== members.length) throw damaged('sizes and members do not fit together');
    for (let set = 0; set < sizes.length; set++) {
      for (let i = offsets[set]!; i < offsets[set + 1]!; i++) {
        const isAscending = i === offsets[set] || members[i]! > members[i - 1]!;
        if (members[i]! >= names.length || !isAscending)
          throw damaged(`label set ${set} is not ascending labels`);
      }
    }
    return new LabelSets(
      new LabelSetTable(
        readLabels('label sets are', names),
        offsets,
        Uint32Array.from(members),
        counts.slice(),
      ),
      weight,
    );
  }
}

function damaged(problem: string, cause?: unknown): GenrekitError {
  return damagedState('label sets are', problem, cause);
}
