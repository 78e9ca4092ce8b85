import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import { SeededRandom } from '../math/SeededRandom.ts';
import type { SplitUnits } from './SplitUnits.ts';

/**
 * Deals whole units to parts so that each part gets its share of every label, rarest label first
 * (Sechidis, Tsoumakas and Vlahavas 2011, algorithm 1).
 *
 * Three things the paper leaves open: ties break by the seed, units of several rows are dealt largest first, and no
 * part with a share stays empty while there are units enough. Each unit is placed once, and the rest of a label is
 * kept as a count, so the time is linear in rows plus positive cells.
 *
 * @param units - the rows grouped into units that stay together
 * @param labels - the labels of the rows; `undefined` balances the sizes alone. Unknown cells count as negative.
 * @param shares - for each part the fraction of all rows it is to get; a part with share 0 gets none
 * @param seed - decides the order and all ties
 * @returns for each unit the number of its part
 */
export function iterativeStratification(
  units: SplitUnits,
  labels: LabelMatrix | undefined,
  shares: Float64Array,
  seed: number,
): Int32Array {
  const random = new SeededRandom(seed);
  const order = dealingOrder(units, random);
  const table = countLabels(units, labels, order);
  const dealer = new Dealer(units, table, shares, random);
  for (let label = dealer.rarestLabel(); label >= 0; label = dealer.rarestLabel()) {
    for (let i = table.unitStarts[label]!; i < table.unitStarts[label + 1]!; i++) {
      dealer.place(table.unitsOfLabel[i]!, label);
    }
  }
  for (let i = 0; i < order.length; i++) dealer.place(order[i]!, -1);
  return dealer.partOfUnit;
}

/** Which units have which labels and in how many rows, by unit (CSR) and by label (in dealing order). */
interface LabelCounts {
  readonly labelCount: number;
  readonly labelStarts: Int32Array;
  readonly labelsOfUnit: Int32Array;
  readonly rowCounts: Int32Array;
  readonly unitStarts: Int32Array;
  readonly unitsOfLabel: Int32Array;
}

/** The state of the dealing: what each part still wants. */
class Dealer {
  readonly partOfUnit: Int32Array;
  private readonly partSizes: Int32Array;
  private readonly partLabelRows: Int32Array;
  private readonly totalRows: Int32Array;
  private readonly remainingRows: Int32Array;
  private readonly tied: Int32Array;
  private unplacedUnits: number;
  private emptyParts = 0;

  constructor(
    private readonly units: SplitUnits,
    private readonly table: LabelCounts,
    private readonly shares: Float64Array,
    private readonly random: SeededRandom,
  ) {
    this.partOfUnit = new Int32Array(units.count).fill(-1);
    this.partSizes = new Int32Array(shares.length);
    this.partLabelRows = new Int32Array(table.labelCount * shares.length);
    this.totalRows = new Int32Array(table.labelCount);
    table.labelsOfUnit.forEach((label, i) => {
      this.totalRows[label]! += table.rowCounts[i]!;
    });
    this.remainingRows = this.totalRows.slice();
    this.tied = new Int32Array(Math.max(shares.length, table.labelCount));
    this.unplacedUnits = units.count;
    for (const share of shares) if (share > 0) this.emptyParts++;
  }

  /** The label with the fewest rows not yet placed, but at least one; -1 when none is left. */
  rarestLabel(): number {
    const { tied } = this;
    let tieCount = 0;
    let fewest = Number.POSITIVE_INFINITY;
    this.remainingRows.forEach((rows, label) => {
      if (rows === 0 || rows > fewest) return;
      if (rows < fewest) tieCount = 0;
      fewest = rows;
      tied[tieCount++] = label;
    });
    return this.pickTied(tieCount);
  }

  /** Places a unit, unless it has its place already; `label` is the one being dealt, -1 for units without any. */
  place(unit: number, label: number): void {
    if (this.partOfUnit[unit]! >= 0) return;
    const part = this.neediestPart(label);
    this.partOfUnit[unit] = part;
    this.unplacedUnits--;
    if (this.partSizes[part] === 0) this.emptyParts--;
    this.partSizes[part]! += this.units.sizes[unit]!;
    const { labelStarts, labelsOfUnit, rowCounts } = this.table;
    for (let i = labelStarts[unit]!; i < labelStarts[unit + 1]!; i++) {
      this.partLabelRows[labelsOfUnit[i]! * this.shares.length + part]! += rowCounts[i]!;
      this.remainingRows[labelsOfUnit[i]!]! -= rowCounts[i]!;
    }
  }

  /** The part that lacks most rows of the label, then most rows at all, then by the seed. */
  private neediestPart(label: number): number {
    const { shares, partSizes, partLabelRows, tied } = this;
    const partCount = shares.length;
    const onlyEmpty = this.unplacedUnits <= this.emptyParts;
    let tieCount = 0;
    let mostLabelNeed = Number.NEGATIVE_INFINITY;
    let mostNeed = Number.NEGATIVE_INFINITY;
    for (let part = 0; part < partCount; part++) {
      if (shares[part] === 0 || (onlyEmpty && partSizes[part]! > 0)) continue;
      // Needs are worked out from whole counts each time: rounding cannot part what ties in truth.
      const labelNeed =
        label < 0 ? 0 : shares[part]! * this.totalRows[label]! - partLabelRows[label * partCount + part]!;
      const need = shares[part]! * this.units.rowCount - partSizes[part]!;
      if (labelNeed < mostLabelNeed || (labelNeed === mostLabelNeed && need < mostNeed)) continue;
      if (labelNeed > mostLabelNeed || need > mostNeed) tieCount = 0;
      mostLabelNeed = labelNeed;
      mostNeed = need;
      tied[tieCount++] = part;
    }
    return this.pickTied(tieCount);
  }

  /** One of the first candidates in `tied`, by the seed; -1 when there is none. */
  private pickTied(count: number): number {
    if (count === 0) return -1;
    return this.tied[count === 1 ? 0 : this.random.integer(count)]!;
  }
}

/** A seeded order, larger units first: what is hard to fit is dealt while every part still has room. */
function dealingOrder(units: SplitUnits, random: SeededRandom): Int32Array {
  const order = random.shuffle(Int32Array.from({ length: units.count }, (_, unit) => unit));
  if (units.count === units.rowCount) return order;
  const place = new Int32Array(order.length);
  order.forEach((unit, i) => {
    place[unit] = i;
  });
  return order.sort((a, b) => units.sizes[b]! - units.sizes[a]! || place[a]! - place[b]!);
}

function countLabels(units: SplitUnits, labels: LabelMatrix | undefined, order: Int32Array): LabelCounts {
  const labelCount = labels?.labelCount ?? 0;
  const labelStarts = new Int32Array(units.count + 1);
  const found: number[] = [];
  const counts: number[] = [];
  const rowsWith = new Int32Array(labelCount);
  for (let unit = 0; unit < units.count; unit++) {
    if (labels !== undefined) {
      for (let i = units.rowStarts[unit]!; i < units.rowStarts[unit + 1]!; i++) {
        const start = units.rows[i]! * labelCount;
        for (let label = 0; label < labelCount; label++) rowsWith[label]! += labels.values[start + label]!;
      }
      for (let label = 0; label < labelCount; label++) {
        if (rowsWith[label] === 0) continue;
        found.push(label);
        counts.push(rowsWith[label]!);
        rowsWith[label] = 0;
      }
    }
    labelStarts[unit + 1] = found.length;
  }
  const labelsOfUnit = Int32Array.from(found);

  const unitStarts = new Int32Array(labelCount + 1);
  for (const label of found) unitStarts[label + 1]!++;
  for (let label = 0; label < labelCount; label++) unitStarts[label + 1]! += unitStarts[label]!;
  const unitsOfLabel = new Int32Array(found.length);
  const next = unitStarts.slice();
  for (const unit of order) {
    for (let i = labelStarts[unit]!; i < labelStarts[unit + 1]!; i++) {
      unitsOfLabel[next[labelsOfUnit[i]!]!++] = unit;
    }
  }
  return {
    labelCount,
    labelStarts,
    labelsOfUnit,
    rowCounts: Int32Array.from(counts),
    unitStarts,
    unitsOfLabel,
  };
}
