import { Calibration } from './Calibration.ts';
import type { LabelCompany } from './LabelCompany.ts';

/**
 * @param calibration - of labels by themselves; what it knows of their company is left out
 * @param company - how the labels keep company; `undefined` when each stands alone
 */
export function withCompany(
  { labels, calibrators }: Calibration,
  company: LabelCompany | undefined,
): Calibration {
  return new Calibration(labels, calibrators, company);
}
