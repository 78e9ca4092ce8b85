import type { Movie } from 'genrekit';
import { announce } from './announce.ts';
import { type Answer, askModel, fieldsRead } from './askModel.ts';
import { byId, messageOf } from './dom.ts';
import { GenreBars } from './GenreBars.ts';
import { type Judgement, judge } from './judge.ts';
import { ModelPicker } from './ModelPicker.ts';
import { MovieForm } from './MovieForm.ts';
import { Strictness } from './Strictness.ts';
import { showTold } from './showTold.ts';
import { TablePanel } from './TablePanel.ts';
import { takeDrops } from './takeDrops.ts';
import { WhyPanel } from './WhyPanel.ts';

/** Builds the page and keeps its parts in step: whatever changes, the movie is asked about and shown anew. */
export function startPage(): void {
  let movie: Movie = {};
  let answer: Answer | undefined;
  /** The genre that was chosen by hand; the most likely one is explained until then. */
  let chosen: string | undefined;

  const models = new ModelPicker(ask);
  const form = new MovieForm((typed, isExample) => {
    movie = typed;
    if (isExample) chosen = undefined;
    ask();
  });
  const strictness = new Strictness(() => show());
  const bars = new GenreBars((label) => {
    chosen = label;
    show();
  });
  const why = new WhyPanel();
  const table = new TablePanel({
    model: () => models.current,
    shift: () => strictness.shift,
    onTrained: (name, bytes) => models.add(name, bytes),
  });
  takeDrops({ onModel: (file) => models.open(file), onTable: (file) => table.take(file) });
  form.start();
  models.start();

  function ask(): void {
    answer = undefined;
    const model = models.current;
    if (model !== undefined && fieldsRead(model.overview, movie).length > 0) {
      try {
        answer = askModel(model, [movie])[0];
      } catch (error) {
        byId('told', HTMLElement).textContent = messageOf(error);
      }
    }
    show();
  }

  function show(): void {
    const model = models.current;
    if (model === undefined) return;
    const judgement: Judgement | undefined = answer && judge(answer, strictness.shift);
    const labels = judgement?.verdicts.map(({ label }) => label) ?? [];
    const explained = chosen !== undefined && labels.includes(chosen) ? chosen : labels[0];
    bars.show(judgement, explained);
    strictness.show(judgement, answer && judge(answer, 0));
    announce(showTold(judgement, model.overview.fields));
    const verdict = judgement?.verdicts.find(({ label }) => label === explained);
    why.show(model, movie, verdict);
  }
}
