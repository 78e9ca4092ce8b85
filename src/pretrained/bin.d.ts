/** A model file: beside the package's JavaScript, and in it. The build makes this module of the file. */
declare module '*.bin' {
  const weights: import('./Weights.ts').Weights;
  export default weights;
}
