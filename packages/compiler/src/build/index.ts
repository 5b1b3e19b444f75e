// The entry `@multibeam/compiler/build`: programs as files that run without the compiler.

export { type BuiltProgram, buildProgram } from './build-program.ts'
export { BuildError } from './error.ts'
