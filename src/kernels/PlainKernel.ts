import type { Block, MatrixKernel, Numbers, ProductSize, Transposed } from './MatrixKernel.ts';
import { tanhSingle } from './tanhFunction.ts';

const { fround } = Math;

/** Single precision in plain JavaScript, four by four elements at a time: for small products, and for all hosts. */
export class PlainKernel implements MatrixKernel {
  zeros(length: number): Float32Array {
    return new Float32Array(length);
  }

  multiply(transposed: Transposed, size: ProductSize, c: Block, a: Block, b: Block, isAdded = false): void {
    const { rows, columns, depth } = size;
    if (!isAdded) clear(c, rows, columns);
    const aRow = transposed === 'left' ? 1 : a.stride;
    const aStep = transposed === 'left' ? a.stride : 1;
    const bStep = transposed === 'right' ? 1 : b.stride;
    const bColumn = transposed === 'right' ? b.stride : 1;
    const wholeRows = rows - (rows % 4);
    const wholeColumns = columns - (columns % 4);
    const steps: Steps = { aRow, aStep, bStep, bColumn, depth };
    if (transposed !== 'right' && rows < 4) {
      for (let row = 0; row < rows; row++) addRow(c, a, b, row, columns, steps);
      return;
    }
    for (let row = 0; row < wholeRows; row += 4) {
      for (let column = 0; column < wholeColumns; column += 4) addTile(c, a, b, row, column, steps);
      for (let column = wholeColumns; column < columns; column++)
        for (let i = 0; i < 4; i++) addElement(c, a, b, row + i, column, steps);
    }
    for (let row = wholeRows; row < rows; row++)
      for (let column = 0; column < columns; column++) addElement(c, a, b, row, column, steps);
  }

  tanh(data: Numbers): void {
    for (let i = 0; i < data.length; i++) data[i] = tanhSingle(data[i]!);
  }

  keep(): void {}
}

interface Steps {
  readonly aRow: number;
  readonly aStep: number;
  readonly bStep: number;
  readonly bColumn: number;
  readonly depth: number;
}

/** Sets rows x columns of C to 0. */
function clear({ data, start, stride }: Block, rows: number, columns: number): void {
  if (stride === columns) data.fill(0, start, start + rows * columns);
  else
    for (let row = 0; row < rows; row++) data.fill(0, start + row * stride, start + row * stride + columns);
}

function addElement(c: Block, a: Block, b: Block, row: number, column: number, steps: Steps): void {
  const { aStep, bStep, depth } = steps;
  const left = a.data as Float32Array;
  const right = b.data as Float32Array;
  const cell = c.start + row * c.stride + column;
  let sum = c.data[cell]!;
  let at = a.start + row * steps.aRow;
  let other = b.start + column * steps.bColumn;
  for (let k = 0; k < depth; k++) {
    sum = fround(sum + fround(left[at]! * right[other]!));
    at += aStep;
    other += bStep;
  }
  c.data[cell] = sum;
}

/** One row of C, by adding rows of B to it: reads B in the order in which it lies. */
function addRow(c: Block, a: Block, b: Block, row: number, columns: number, steps: Steps): void {
  const { aStep, bStep, depth } = steps;
  const sums = c.data as Float32Array;
  const right = b.data as Float32Array;
  const first = c.start + row * c.stride;
  for (let k = 0; k < depth; k++) {
    const factor = a.data[a.start + row * steps.aRow + k * aStep]!;
    const other = b.start + k * bStep;
    for (let column = 0; column < columns; column++)
      sums[first + column] = fround(sums[first + column]! + fround(factor * right[other + column]!));
  }
}

/** Sixteen sums in sixteen variables: each number read is used four times. */
function addTile(c: Block, a: Block, b: Block, row: number, column: number, steps: Steps): void {
  const { aRow, aStep, bStep, bColumn, depth } = steps;
  const left = a.data as Float32Array;
  const right = b.data as Float32Array;
  const sums = c.data as Float32Array;
  const cell0 = c.start + row * c.stride + column;
  const cell1 = cell0 + c.stride;
  const cell2 = cell1 + c.stride;
  const cell3 = cell2 + c.stride;
  let s00 = sums[cell0]!;
  let s01 = sums[cell0 + 1]!;
  let s02 = sums[cell0 + 2]!;
  let s03 = sums[cell0 + 3]!;
  let s10 = sums[cell1]!;
  let s11 = sums[cell1 + 1]!;
  let s12 = sums[cell1 + 2]!;
  let s13 = sums[cell1 + 3]!;
  let s20 = sums[cell2]!;
  let s21 = sums[cell2 + 1]!;
  let s22 = sums[cell2 + 2]!;
  let s23 = sums[cell2 + 3]!;
  let s30 = sums[cell3]!;
  let s31 = sums[cell3 + 1]!;
  let s32 = sums[cell3 + 2]!;
  let s33 = sums[cell3 + 3]!;
  let at = a.start + row * aRow;
  let other = b.start + column * bColumn;
  for (let k = 0; k < depth; k++) {
    const a0 = left[at]!;
    const a1 = left[at + aRow]!;
    const a2 = left[at + 2 * aRow]!;
    const a3 = left[at + 3 * aRow]!;
    const b0 = right[other]!;
    const b1 = right[other + bColumn]!;
    const b2 = right[other + 2 * bColumn]!;
    const b3 = right[other + 3 * bColumn]!;
    s00 = fround(s00 + fround(a0 * b0));
    s01 = fround(s01 + fround(a0 * b1));
    s02 = fround(s02 + fround(a0 * b2));
    s03 = fround(s03 + fround(a0 * b3));
    s10 = fround(s10 + fround(a1 * b0));
    s11 = fround(s11 + fround(a1 * b1));
    s12 = fround(s12 + fround(a1 * b2));
    s13 = fround(s13 + fround(a1 * b3));
    s20 = fround(s20 + fround(a2 * b0));
    s21 = fround(s21 + fround(a2 * b1));
    s22 = fround(s22 + fround(a2 * b2));
    s23 = fround(s23 + fround(a2 * b3));
    s30 = fround(s30 + fround(a3 * b0));
    s31 = fround(s31 + fround(a3 * b1));
    s32 = fround(s32 + fround(a3 * b2));
    s33 = fround(s33 + fround(a3 * b3));
    at += aStep;
    other += bStep;
  }
  sums[cell0] = s00;
  sums[cell0 + 1] = s01;
  sums[cell0 + 2] = s02;
  sums[cell0 + 3] = s03;
  sums[cell1] = s10;
  sums[cell1 + 1] = s11;
  sums[cell1 + 2] = s12;
  sums[cell1 + 3] = s13;
  sums[cell2] = s20;
  sums[cell2 + 1] = s21;
  sums[cell2 + 2] = s22;
  sums[cell2 + 3] = s23;
  sums[cell3] = s30;
  sums[cell3 + 1] = s31;
  sums[cell3 + 2] = s32;
  sums[cell3 + 3] = s33;
}
