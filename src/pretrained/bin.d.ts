/** A binary file that the build puts into JavaScript, as base64. */
declare module '*.bin' {
  const text: string;
  export default text;
}
