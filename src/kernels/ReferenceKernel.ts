import { tanh } from '../math/tanh.ts';
import type { Block, MatrixKernel, Numbers, ProductSize, Transposed } from './MatrixKernel.ts';

/** Double precision by plain loops: slow, and what gradients and reference answers are checked with. */
export class ReferenceKernel implements MatrixKernel {
  zeros(length: number): Float64Array {
    return new Float64Array(length);
  }

  multiply(transposed: Transposed, size: ProductSize, c: Block, a: Block, b: Block, isAdded = false): void {
    const { rows, columns, depth } = size;
    const [aRow, aStep] = transposed === 'left' ? [1, a.stride] : [a.stride, 1];
    const [bStep, bColumn] = transposed === 'right' ? [1, b.stride] : [b.stride, 1];
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const cell = c.start + row * c.stride + column;
        let sum = isAdded ? c.data[cell]! : 0;
        let at = a.start + row * aRow;
        let other = b.start + column * bColumn;
        for (let k = 0; k < depth; k++) {
          sum += a.data[at]! * b.data[other]!;
          at += aStep;
          other += bStep;
        }
        c.data[cell] = sum;
      }
    }
  }

  tanh(data: Numbers): void {
    for (let i = 0; i < data.length; i++) data[i] = tanh(data[i]!);
  }

  keep(): void {}
}
