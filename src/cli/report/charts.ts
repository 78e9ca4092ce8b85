import type { Plotter } from './loadPlot.ts';
import type { GenreCurve, ReportData } from './ReportData.ts';

/** Genres beside each other in charts of one small drawing a genre. */
const ACROSS = 5;

/** The drawings of a report, as SVG. */
export interface Charts {
  readonly reliability: string;
  readonly precisionRecall: string;
  readonly thresholds: string;
  readonly coPrediction: string;
  /** Empty when there were no epochs. */
  readonly learning: string;
}

/**
 * Draws all charts of a report.
 *
 * @param plotter - what draws
 * @param data - what to draw
 */
export function drawCharts(plotter: Plotter, data: ReportData): Charts {
  return {
    reliability: drawReliability(plotter, data),
    precisionRecall: drawPrecisionRecall(plotter, data.curves),
    thresholds: drawThresholds(plotter, data.curves),
    coPrediction: drawCoPrediction(plotter, data),
    learning: data.epochs.length > 0 ? drawLearning(plotter, data) : '',
  };
}

function drawReliability({ Plot, document }: Plotter, { bins }: ReportData): string {
  const dots = { x: 'meanProbability', y: 'observedRate' } as const;
  return svgOf(
    Plot.plot({
      document,
      width: 460,
      height: 420,
      grid: true,
      ariaLabel: 'Reliability diagram: observed rate by stated probability',
      x: { domain: [0, 1], label: 'stated probability' },
      y: { domain: [0, 1], label: 'observed rate' },
      r: { range: [2, 14] },
      marks: [
        Plot.line(
          [
            [0, 0],
            [1, 1],
          ],
          { strokeDasharray: '4 4', strokeOpacity: 0.5 },
        ),
        Plot.line(bins, { ...dots, stroke: 'var(--accent)' }),
        Plot.dot(bins, { ...dots, r: 'count', fill: 'var(--accent)', fillOpacity: 0.6 }),
      ],
    }),
  );
}

function drawLearning({ Plot, document }: Plotter, { epochs }: ReportData): string {
  const learned = 'movies learned from';
  const kept = 'movies kept from it';
  const losses = epochs.flatMap(({ epoch, loss, validLoss }) => [
    { epoch, loss, movies: learned },
    ...(validLoss === undefined ? [] : [{ epoch, loss: validLoss, movies: kept }]),
  ]);
  const quality = epochs.filter(({ validMicroF1 }) => validMicroF1 !== undefined);
  const shared = {
    ...{ document, width: 460, height: 260, grid: true },
    x: { label: 'epoch', ticks: epochs.length < 12 ? epochs.map(({ epoch }) => epoch) : 10, tickFormat: 'd' },
  } as const;
  const curves = Plot.plot({
    ...shared,
    ariaLabel: 'Loss by epoch',
    y: { label: 'loss of a movie' },
    color: { domain: [learned, kept], range: ['var(--accent)', 'currentColor'], legend: false },
    marks: [
      Plot.lineY(losses, { x: 'epoch', y: 'loss', stroke: 'movies', marker: true }),
      Plot.text(
        losses,
        Plot.selectLast({ x: 'epoch', y: 'loss', z: 'movies', text: 'movies', dy: -10, textAnchor: 'end' }),
      ),
    ],
  });
  if (quality.length === 0) return svgOf(curves);
  const f1 = Plot.plot({
    ...shared,
    ariaLabel: 'Micro-F1 by epoch',
    y: { label: `micro-F1 on ${kept}` },
    marks: [Plot.lineY(quality, { x: 'epoch', y: 'validMicroF1', stroke: 'var(--accent)', marker: true })],
  });
  return svgOf(curves) + svgOf(f1);
}

function drawPrecisionRecall(plotter: Plotter, curves: readonly GenreCurve[]): string {
  const { Plot } = plotter;
  return drawSmall(plotter, curves, {
    ariaLabel: 'Precision by recall, one drawing a genre',
    x: { domain: [0, 1], label: 'recall', ticks: 2 },
    y: { domain: [0, 1], label: 'precision', ticks: 2 },
    marks: (points, used) => [
      Plot.line(points, {
        x: 'recall',
        y: 'precision',
        z: 'label',
        fx: 'fx',
        fy: 'fy',
        stroke: 'var(--accent)',
      }),
      Plot.dot(used, { x: 'recall', y: 'precision', fx: 'fx', fy: 'fy', fill: 'currentColor', r: 3 }),
    ],
  });
}

function drawThresholds(plotter: Plotter, curves: readonly GenreCurve[]): string {
  const { Plot } = plotter;
  return drawSmall(plotter, curves, {
    ariaLabel: 'F1 by threshold, one drawing a genre',
    x: { domain: [0, 1], label: 'threshold', ticks: 2 },
    y: { domain: [0, 1], label: 'F1', ticks: 2 },
    marks: (points, used) => [
      Plot.line(points, { x: 'threshold', y: 'f1', z: 'label', fx: 'fx', fy: 'fy', stroke: 'var(--accent)' }),
      Plot.ruleX(used, { x: 'threshold', fx: 'fx', fy: 'fy', strokeDasharray: '3 3' }),
    ],
  });
}

type Placed<T> = T & { readonly label: string; readonly fx: number; readonly fy: number };
type Point = GenreCurve['points'][number];
type Axis = { readonly domain: [number, number]; readonly label: string; readonly ticks: number };

interface SmallMultiples {
  readonly ariaLabel: string;
  readonly x: Axis;
  readonly y: Axis;
  /** @param used - the point nearest the threshold in use, for each genre that has one */
  readonly marks: (
    points: readonly Placed<Point>[],
    used: readonly Placed<Point>[],
  ) => ReturnType<Plotter['Plot']['line']>[];
}

function drawSmall(
  { Plot, document }: Plotter,
  curves: readonly GenreCurve[],
  { ariaLabel, x, y, marks }: SmallMultiples,
): string {
  const place = <T extends object>(curve: GenreCurve, index: number, what: T): Placed<T> => ({
    ...what,
    label: curve.label,
    fx: index % ACROSS,
    fy: Math.floor(index / ACROSS),
  });
  const points = curves.flatMap((curve, i) => curve.points.map((point) => place(curve, i, point)));
  const used = curves.flatMap((curve, i) => {
    const { threshold } = curve;
    const point = threshold === null ? undefined : curve.points.find((one) => one.threshold >= threshold);
    return point === undefined ? [] : [place(curve, i, point)];
  });
  const rowCount = Math.ceil(curves.length / ACROSS);
  return svgOf(
    Plot.plot({
      document,
      width: 960,
      height: 60 + rowCount * 150,
      ariaLabel,
      x,
      y,
      fx: { axis: null, padding: 0.08 },
      fy: { axis: null, padding: 0.18 },
      marks: [
        Plot.frame({ strokeOpacity: 0.25 }),
        ...marks(points, used),
        Plot.text(
          curves.map((curve, i) => place(curve, i, {})),
          { fx: 'fx', fy: 'fy', text: 'label', frameAnchor: 'top', dy: -12, fontWeight: 'bold' },
        ),
      ],
    }),
  );
}

function drawCoPrediction({ Plot, document }: Plotter, { coPredictions, evaluation }: ReportData): string {
  const cell = { x: 'predicted', y: 'truth' } as const;
  const side = 120 + evaluation.labels.length * 36;
  return svgOf(
    Plot.plot({
      document,
      width: side,
      height: side,
      marginLeft: 90,
      marginTop: 80,
      ariaLabel: 'How often movies of a genre (row) are given a genre (column)',
      x: { axis: 'top', label: 'given', tickRotate: -60, domain: [...evaluation.labels] },
      y: { label: 'has', domain: [...evaluation.labels] },
      color: { scheme: 'blues', domain: [0, 1] },
      marks: [
        Plot.cell(coPredictions, { ...cell, fill: 'share', inset: 0.5 }),
        Plot.text(coPredictions, {
          ...cell,
          text: ({ share }: { share: number }) => (share >= 0.005 ? Math.round(100 * share).toString() : ''),
          fill: ({ share }: { share: number }) => (share > 0.5 ? 'white' : 'black'),
        }),
      ],
    }),
  );
}

function svgOf(element: { readonly outerHTML: string }): string {
  return element.outerHTML;
}
