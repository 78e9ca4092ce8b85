import type { Calibration } from './Calibration.ts';
import type { CalibrationState } from './calibrationState.ts';
import { saveLabelCompany } from './saveLabelCompany.ts';

/**
 * Lays the calibrators of all labels out flat.
 *
 * @param calibration - what was learned
 * @returns what to save; `Calibration.fromState` makes an equal calibration of it
 */
export function saveCalibration({ labels, calibrators, company }: Calibration): CalibrationState {
  const parameters = calibrators.map((calibrator) => calibrator.parameters());
  const flat = new Float64Array(parameters.reduce((sum, own) => sum + own.length, 0));
  let offset = 0;
  for (const own of parameters) {
    flat.set(own, offset);
    offset += own.length;
  }
  return {
    settings: {
      labels: [...labels.names],
      kinds: calibrators.map((calibrator) => calibrator.kind),
    },
    arrays: {
      parameterCounts: Uint32Array.from(parameters, (own) => own.length),
      parameters: flat,
      ...(company && { company: saveLabelCompany(company) }),
    },
  };
}
