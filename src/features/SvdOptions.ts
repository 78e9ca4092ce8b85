import { checkNumber, resolveOptions } from '../options.ts';

/** Options of a truncated singular value decomposition. */
export interface SvdOptions {
  /**
   * How many dimensions to keep; 1 to 2,000. Rows that span fewer keep fewer.
   * @defaultValue `64`
   */
  readonly dimensions?: number;
  /**
   * How often the random directions are turned towards the leading ones; 0 to 20. Each costs two more passes over the
   * rows.
   * @defaultValue `2`
   */
  readonly powerIterations?: number;
  /**
   * How many directions are followed beyond those that are kept; 0 to 1,000.
   * @defaultValue `10`
   */
  readonly oversampling?: number;
}

/** The defaults of a truncated singular value decomposition. */
export const svdDefaults: Readonly<Required<SvdOptions>> = /* @__PURE__ */ Object.freeze({
  dimensions: 64,
  powerIterations: 2,
  oversampling: 10,
});

/**
 * @param owner - how messages name what is configured
 * @param given - what a caller passed
 * @param defaults - options that are not given
 * @throws GenrekitError `invalid-option`
 */
export function resolveSvd(owner: string, given: unknown, defaults = svdDefaults): Required<SvdOptions> {
  const { dimensions, powerIterations, oversampling } = resolveOptions(owner, given, defaults);
  const whole = (name: string, value: unknown, min: number, max: number) =>
    checkNumber(`${owner}.${name}`, value, { min, max, isInteger: true });
  return {
    dimensions: whole('dimensions', dimensions, 1, 2000),
    powerIterations: whole('powerIterations', powerIterations, 0, 20),
    oversampling: whole('oversampling', oversampling, 0, 1000),
  };
}
