/** Code that some models need beside the strategy's: calibrations of genres in company, and of how texts are written. */
export { readLabelCompany } from '../calibration/readLabelCompany.ts';
export { readStyles } from './readStyles.ts';
