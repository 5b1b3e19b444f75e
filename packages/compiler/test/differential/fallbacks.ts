/** By group, case and function (with its line): why it is left to the interpreter. */
export const fallbacks: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>> = {}
