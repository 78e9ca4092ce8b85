import type { MatrixKernel } from './MatrixKernel.ts';
import { PlainKernel } from './PlainKernel.ts';
import { ReferenceKernel } from './ReferenceKernel.ts';
import { WasmKernel } from './WasmKernel.ts';

/** How exactly numbers are kept: 32 bits for speed, 64 for checks. */
export type Precision = 'float32' | 'float64';

/**
 * @param precision - of the arrays that will be multiplied
 * @returns the fastest kernel that the host allows; in single precision all of them give the same bits
 */
export function createKernel(precision: Precision = 'float32'): MatrixKernel {
  return precision === 'float64' ? new ReferenceKernel() : (WasmKernel.create() ?? new PlainKernel());
}
