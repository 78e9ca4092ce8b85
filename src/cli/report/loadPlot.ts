import { GenrekitError } from '../../errors.ts';

/** What draws the charts: Observable Plot, and a document for it outside a browser. */
export interface Plotter {
  readonly Plot: typeof import('@observablehq/plot');
  readonly document: NonNullable<import('@observablehq/plot').PlotOptions['document']>;
}

/**
 * Loads the packages that draw. They are optional, since they weigh more than all of genrekit.
 *
 * @throws GenrekitError `file-error` when they are not installed
 */
export async function loadPlot(): Promise<Plotter> {
  try {
    const [Plot, { parseHTML }] = await Promise.all([import('@observablehq/plot'), import('linkedom')]);
    return { Plot, document: parseHTML('<html></html>').document as unknown as Plotter['document'] };
  } catch (cause) {
    throw new GenrekitError(
      'file-error',
      'genrekit report draws with two packages that are not installed; run npm install @observablehq/plot linkedom.',
      { cause },
    );
  }
}
