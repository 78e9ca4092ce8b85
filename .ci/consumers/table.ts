import { markdownTable } from '../../bench/report.ts';
import type { Answer } from './Consumer.ts';

/** How a consumer fared. */
export interface Row {
  readonly name: string;
  /** Of the bundler or the runtime; empty when neither is apart from the browser. */
  readonly version: string;
  readonly result: 'passed' | 'FAILED' | 'skipped';
  /** Why it failed or was skipped. */
  readonly reason?: string;
  readonly answer?: Answer;
}

const header = ['consumer', 'version', 'result', 'hash', 'ms to first answer'];

/**
 * @param rows - one for each consumer
 * @returns a Markdown table
 */
export function table(rows: readonly Row[]): string {
  const cells = rows.map(({ name, version, result, reason, answer }) => [
    name,
    version,
    reason === undefined ? result : `${result}: ${reason.slice(0, 80)}`,
    answer?.hash ?? '',
    answer === undefined || answer.firstMs === 0 ? '' : answer.firstMs.toFixed(0),
  ]);
  return markdownTable(header, cells);
}
