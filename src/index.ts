/**
 * genrekit tells a movie's genres from its title, its plot, or both.
 *
 * @packageDocumentation
 */

export type { CalibrationOptions, ResolvedCalibrationOptions } from './calibration/CalibrationOptions.ts';
export type { Reliability, ReliabilityOptions, ReliabilityReport } from './calibration/reliability.ts';
export type { Binning, ReliabilityBin } from './calibration/reliabilityBins.ts';
export type { AdaptationReport, AdaptOptions, Held } from './classifier/adaptModel.ts';
export type { AddGenreOptions } from './classifier/addGenre.ts';
export {
  type CalibrationRows,
  type ClassifierOptions,
  defaultClassifierOptions,
  type FeatureSettings,
  type ResolvedClassifierOptions,
} from './classifier/ClassifierOptions.ts';
export type { DetailedPrediction } from './classifier/detailMovie.ts';
export type { EvaluateOptions, EvaluationReport, GenreReport } from './classifier/evaluateModel.ts';
export type { CounterfactualOptions, ExplainOptions } from './classifier/explainMovie.ts';
export type { FitOptions } from './classifier/FitOptions.ts';
export { GenreClassifier } from './classifier/GenreClassifier.ts';
export type { InputShape } from './classifier/InputShape.ts';
export type { GenreOverview, ModelOverview, WordWeight } from './classifier/inspectModel.ts';
export type { LoadOptions } from './classifier/loadModel.ts';
export type {
  CatalogueOptions,
  GenreScore,
  PredictOptions,
  SetOptions,
} from './classifier/PredictOptions.ts';
export type { GenreUncertainty, UncertaintyOptions } from './classifier/sampleProbabilities.ts';
export type { SaveOptions } from './classifier/saveModel.ts';
export type { OutOfFoldQuality, TrainingSummary } from './classifier/TrainingSummary.ts';
export type { Evidence } from './classifier/weighEvidence.ts';
export { GenrekitError, type GenrekitErrorCode } from './errors.ts';
export type { Counterfactual, RemovedWord, SearchOptions } from './explanations/Counterfactual.ts';
export type {
  ExplainedLink,
  ExplainedNeighbour,
  ExplainedTerm,
  ExplainedWord,
  Explanation,
  ExplanationMethod,
  NeighbourTally,
} from './explanations/Explanation.ts';
export type { FeatureExtractor, FeaturesState, TokenPlace } from './features/FeatureExtractor.ts';
export type { Features, SparseFeatures, TokenFeatureRows } from './features/Features.ts';
export type { SvdOptions } from './features/SvdOptions.ts';
export {
  type FeatureBlock,
  type TfidfFeaturesOptions,
  type TfidfFeaturesSettings,
  tfidf,
  tfidfFeaturesDefaults,
  titleOnlyDefaults,
} from './features/TfidfFeatures.ts';
export type { AnalyserName, ResolvedTfidfOptions, TfidfOptions } from './features/TfidfOptions.ts';
export type { TfidfVocabulary } from './features/TfidfTransform.ts';
export type { TokenOptions, TokenSettings } from './features/TokenOptions.ts';
export type { TokenRows } from './features/TokenRows.ts';
export type { Precision } from './kernels/createKernel.ts';
export type {
  LabelGraph,
  LabelGraphOptions,
  LabelImplication,
  LabelNode,
  LabelPair,
} from './labels/LabelGraph.ts';
export type { LabelMatrix } from './labels/LabelMatrix.ts';
export type { LabelSet } from './labels/LabelSet.ts';
export type { ScoreMatrix } from './labels/ScoreMatrix.ts';
export type { BinaryLearner } from './learners/BinaryLearner.ts';
export type { BinaryFit, BinaryProblem } from './learners/BinaryProblem.ts';
export type {
  Checkpoint,
  EpochReport,
  FitContext,
  Progress,
  TrainingProgress,
} from './learners/FitContext.ts';
export type { BinaryFitContext } from './learners/fitBinary.ts';
export type { LabelTrainer } from './learners/LabelTrainer.ts';
export type { ClassWeight, LinearLearnerOptions } from './learners/LinearLearnerOptions.ts';
export { type LinearSvm, type LinearSvmOptions, linearSvm, linearSvmDefaults } from './learners/linearSvm.ts';
export {
  type LogisticRegression,
  type LogisticRegressionOptions,
  logisticRegression,
  logisticRegressionDefaults,
} from './learners/logisticRegression.ts';
export type { RowLanes } from './learners/RowLanes.ts';
export type { CsrMatrix } from './math/CsrMatrix.ts';
export type { LabelReport, MetricReport, ReportMetrics } from './metrics/MetricReport.ts';
export type { NeighbourIndex, NeighbourQuery, SavableIndex } from './neighbours/NeighbourIndex.ts';
export type { LossOptions, LossSettings } from './nn/Loss.ts';
export type { Schedule, ScheduleSettings } from './nn/rateAt.ts';
export type { EarlyStopping, TrainingSettings } from './nn/TrainingOptions.ts';
export type { HeadTraining } from './nn/trainHead.ts';
export type {
  AttentionOptions,
  AttentionTrainingOptions,
  ResolvedAttentionOptions,
  ResolvedAttentionTraining,
} from './strategies/attention/AttentionOptions.ts';
export type { AttentionSettings } from './strategies/attention/attention.ts';
export type { Ballot } from './strategies/Ballot.ts';
export {
  type BinaryRelevanceOptions,
  type BinaryRelevanceSettings,
  binaryRelevance,
} from './strategies/BinaryRelevance.ts';
export type { BlendSettings, MemberScoreSettings } from './strategies/blend/BlendSettings.ts';
export type {
  ChainEnsembleOptions,
  ChainEnsembleSettings,
  ChainFeatures,
  ChainOptions,
  ChainOrder,
  ChainValues,
  ClassifierChainSettings,
} from './strategies/ChainOptions.ts';
export type {
  FeedForwardOptions,
  FeedForwardTrainingOptions,
  ResolvedFeedForwardOptions,
  ResolvedFeedForwardTraining,
} from './strategies/feedForward/FeedForwardOptions.ts';
export type { FeedForwardSettings } from './strategies/feedForward/feedForward.ts';
export type {
  CondensedIndexSettings,
  IndexCode,
  IndexSettings,
  SavedIndex,
  SvdIndexSettings,
} from './strategies/IndexSettings.ts';
export type { LabelPowersetOptions, LabelPowersetSettings } from './strategies/LabelPowersetOptions.ts';
export type { LinearArrays } from './strategies/LinearWeights.ts';
export type { MlKnnOptions, MlKnnSettings } from './strategies/MlKnnOptions.ts';
export type { NeighbourVoteOptions, NeighbourVoteSettings } from './strategies/NeighbourVoteOptions.ts';
export type { StrategySettings, StrategyShape } from './strategies/registry.ts';
export type {
  LabelLink,
  StateArray,
  StateTexts,
  Strategy,
  StrategyId,
  StrategyState,
  WeightPrecision,
} from './strategies/Strategy.ts';
export type { FeaturedKit, KitFeatureSettings, ModelKit, StrategyKit } from './strategies/StrategyKit.ts';
export type { DecisionTreeOptions, ResolvedTreeOptions } from './strategies/trees/DecisionTreeOptions.ts';
export type { DecisionTreeSettings } from './strategies/trees/decisionTree.ts';
export type { Analyser, Token } from './text/Analyser.ts';
export type { Field, LabelledMovie, Movie } from './text/Movie.ts';
export type { StripAccents } from './text/normalise.ts';
export type { TextSpan } from './text/TextSpan.ts';
export type {
  CalibratedDecoderOptions,
  ConformalDecoderOptions,
  DecoderKind,
  DecoderOptions,
  ExpectedF1DecoderOptions,
  LabelLimits,
  LabelSetDecoderOptions,
  ResolvedDecoderOptions,
  SingleLabelDecoderOptions,
  ThresholdDecoderOptions,
  TopKDecoderOptions,
} from './thresholds/DecoderOptions.ts';
export type {
  ResolvedThresholdOptions,
  ThresholdObjective,
  ThresholdOptions,
} from './thresholds/ThresholdOptions.ts';
export { VERSION } from './version.ts';
