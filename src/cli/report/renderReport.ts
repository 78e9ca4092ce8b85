import { formatScore } from '../Output.ts';
import type { Charts } from './charts.ts';
import type { ReportData } from './ReportData.ts';

const STYLE = `
:root { color-scheme: light dark; --accent: light-dark(#0b62c4, #6cb0ff); }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem;
  color: light-dark(#1b1f24, #e6e9ee); background: light-dark(#fff, #14171c); }
h1, h2 { line-height: 1.2; } h2 { margin-top: 2.5rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .2rem .8rem .2rem 0; text-align: right; } th:first-child, td:first-child { text-align: left; }
tr { border-bottom: 1px solid light-dark(#d8dde3, #2c323a); }
figure { margin: 0; overflow-x: auto; } svg { background: none; max-width: 100%; height: auto; }
`;

/**
 * Puts a report together: one HTML page that needs nothing else.
 *
 * @param data - the numbers
 * @param charts - the drawings
 */
export function renderReport(data: ReportData, charts: Charts): string {
  const { evaluation, strategy, title } = data;
  const overall = Object.entries(evaluation.metrics).map(([name, value]) => [name, formatScore(value)]);
  overall.push(['calibration error (ECE)', formatScore(evaluation.calibration.expectedCalibrationError)]);
  const genres = evaluation.perLabel.map(
    ({ label, support, precision, recall, f1, averagePrecision, threshold }) => [
      label,
      String(support),
      ...[precision, recall, f1, averagePrecision, threshold].map(formatScore),
    ],
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
<p>${evaluation.sampleCount} movies, ${evaluation.labels.length} genres, strategy ${escapeHtml(strategy)}.</p>
<h2>Metrics</h2>
${tableOf(['metric', 'value'], overall)}
<h2>Genres</h2>
${tableOf(['genre', 'movies', 'precision', 'recall', 'F1', 'average precision', 'threshold'], genres)}
${learning(charts)}<h2>Can the probabilities be taken at their word?</h2>
<p>Dots on the dashed line are right as often as they say; their size is the number of decisions.</p>
<figure>${charts.reliability}</figure>
<h2>Precision and recall</h2>
<p>The dot is where the threshold in use stands.</p>
<figure>${charts.precisionRecall}</figure>
<h2>Thresholds</h2>
<p>F1 of each genre by its threshold; the dashed line is the threshold in use.</p>
<figure>${charts.thresholds}</figure>
<h2>Which genres are given to which</h2>
<p>Of the movies that have the genre of the row, how many per cent are given the genre of the column. Off the diagonal
this is no error by itself: movies have several genres.</p>
<figure>${charts.coPrediction}</figure>
</body>
</html>
`;
}

function learning({ learning }: Charts): string {
  if (learning === '') return '';
  return `<h2>How training went</h2>
<p>The movies kept from it decide when training ends, so that what they say is a little too good.</p>
<figure>${learning}</figure>
`;
}

function tableOf(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>`;
  return `<table>\n<thead>${line(header, 'th')}</thead>\n<tbody>\n${rows.map((row) => line(row, 'td')).join('\n')}\n</tbody>\n</table>`;
}

/** Genres and file names come from outside. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
