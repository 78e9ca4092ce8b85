import type { MatrixKernel, Numbers } from '../kernels/MatrixKernel.ts';
import type { SeededRandom } from '../math/SeededRandom.ts';
import type { RoundedRows } from './RoundedRows.ts';
import type { RowGradients } from './RowGradients.ts';
import type { TokenMemory } from './TokenMemory.ts';
import type { Workspace } from './Workspace.ts';

/** A table of numbers, row by row: one row a token, or one a sample. */
export interface Table {
  readonly data: Numbers;
  readonly rows: number;
  readonly width: number;
}

/** The tokens of some samples, one sample after the other, without padding. */
export interface Sequences {
  /** Token numbers. */
  readonly ids: Int32Array;
  /** Sample `s` has the tokens from `offsets[s]` to `offsets[s + 1]`. */
  readonly offsets: Int32Array;
}

/** The numbers that training changes. */
export interface Weights {
  /** vocabulary x width: one row a token. */
  readonly embedding: Numbers;
  /** All other parameters, at the places of the layout. */
  readonly dense: Numbers;
}

/** The numbers that scores need: those of a training, or an embedding that stays rounded. */
export interface ScoringWeights {
  readonly embedding: Numbers | RoundedRows;
  readonly dense: Numbers;
}

/** Where a backward pass adds the derivatives of the loss. */
export interface Gradients {
  readonly embedding: RowGradients;
  readonly dense: Numbers;
}

/** What a forward pass needs besides its input. */
export interface Pass {
  readonly kernel: MatrixKernel;
  readonly workspace: Workspace;
  readonly weights: ScoringWeights;
  /** Needed by backward passes alone. */
  readonly gradients?: Gradients | undefined;
  /** Keeps the logits of the pooling from one pass to the next; for passes without a way back and without dropout. */
  readonly memory?: TokenMemory | undefined;
  /** Draws what dropout leaves out; absent = nothing is left out. */
  readonly random?: SeededRandom | undefined;
}

/** What a layer gives: its output, and how to go back. */
export interface Step {
  readonly output: Table;
  /**
   * Adds the gradients of the layer's parameters to those of the pass.
   *
   * @param dOutput - derivative of the loss by the output; may be overwritten
   * @returns derivative of the loss by the input
   */
  backward(dOutput: Table): Table;
}

/** A part of a network that turns rows into rows. */
export interface Layer {
  forward(input: Table, pass: Pass): Step;
}

/**
 * @param pass - of a training step
 * @returns where gradients go
 */
export function gradientsOf(pass: Pass): Gradients {
  return pass.gradients!;
}

/** A table on fresh memory of the workspace, with whatever was in it. */
export function newTable(pass: Pass, rows: number, width: number): Table {
  return { data: pass.workspace.take(rows * width), rows, width };
}

/** The same, filled with 0. */
export function zeroTable(pass: Pass, rows: number, width: number): Table {
  const table = newTable(pass, rows, width);
  table.data.fill(0);
  return table;
}
