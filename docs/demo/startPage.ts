import type { Movie } from 'genrekit';
import { announce } from './announce.ts';
import { type Answer, askForSet, askModel, fieldsRead } from './askModel.ts';
import { AUTO, CatalogueChoice } from './CatalogueChoice.ts';
import { byId, messageOf } from './dom.ts';
import { GenreBars } from './GenreBars.ts';
import { judge } from './judge.ts';
import { ModelPicker } from './ModelPicker.ts';
import { MovieForm } from './MovieForm.ts';
import type { OpenModel } from './models.ts';
import { Strictness } from './Strictness.ts';
import { showEvidence } from './showEvidence.ts';
import { showSet } from './showSet.ts';
import { showTold } from './showTold.ts';
import { TablePanel } from './TablePanel.ts';
import { takeDrops } from './takeDrops.ts';
import { WhyPanel } from './WhyPanel.ts';

/** All that a model says of a movie. */
interface Reply {
  readonly answer: Answer;
  /** The same for all catalogues together. */
  readonly common: Answer;
  readonly set: readonly string[];
}

/** Builds the page and keeps its parts in step: whatever changes, the movie is asked about and shown anew. */
export function startPage(): void {
  let movie: Movie = {};
  let reply: Reply | undefined;
  /** Counts the questions: a reply to an old one is dropped. */
  let question = 0;
  /** The genre that was chosen by hand; the most likely one is explained until then. */
  let chosen: string | undefined;

  const catalogues = new CatalogueChoice(ask);
  const models = new ModelPicker(() => {
    catalogues.offer(models.current!.classifier.catalogues);
    ask();
  });
  const form = new MovieForm((typed, isExample) => {
    movie = typed;
    if (isExample) chosen = undefined;
    ask();
  });
  const strictness = new Strictness(show);
  const bars = new GenreBars((label) => {
    chosen = label;
    show();
  });
  const why = new WhyPanel();
  const table = new TablePanel({
    model: () => models.current,
    catalogue: () => catalogues.current,
    shift: () => strictness.shift,
    onTrained: (name, bytes) => models.add(name, bytes),
  });
  takeDrops({ onModel: (file) => models.open(file), onTable: (file) => table.take(file) });
  form.start();
  models.start();

  async function ask(): Promise<void> {
    question++;
    const asked = question;
    const model = models.current;
    if (model === undefined) return;
    let found: Reply | undefined;
    let problem = '';
    try {
      if (fieldsRead(model.overview, movie).length > 0) found = await answerOf(model, movie);
    } catch (error) {
      problem = messageOf(error);
    }
    if (asked !== question) return;
    reply = found;
    show();
    if (problem !== '') byId('told', HTMLElement).textContent = problem;
  }

  async function answerOf({ classifier }: OpenModel, asked: Movie): Promise<Reply> {
    const catalogue = catalogues.current;
    const answer = await askModel(classifier, asked, catalogue);
    const common = catalogue === AUTO ? answer : await askModel(classifier, asked, AUTO);
    return { answer, common, set: await askForSet(classifier, asked, catalogue) };
  }

  function show(): void {
    const model = models.current;
    if (model === undefined) return;
    const { shift } = strictness;
    const judgement = reply && judge(reply.answer, shift);
    const evidence = reply?.answer.evidence;
    const labels = judgement?.verdicts.map(({ label }) => label) ?? [];
    const explained = chosen !== undefined && labels.includes(chosen) ? chosen : labels[0];
    byId('answer', HTMLElement).hidden = judgement === undefined;
    bars.show(judgement, explained);
    const told = showTold(judgement, evidence?.level, model.overview.fields);
    announce(`${told} ${showEvidence(evidence)}`.trim());
    if (reply !== undefined && judgement !== undefined) {
      strictness.show(judgement, judge(reply.answer, 0));
      catalogues.show(judgement, judge(reply.common, shift));
      showSet(reply.set, labels.length);
    }
    const verdict = judgement?.verdicts.find(({ label }) => label === explained);
    why.show({ model, movie, catalogue: catalogues.current, verdict, level: evidence?.level });
  }
}
