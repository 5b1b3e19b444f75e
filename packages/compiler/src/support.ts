// The entry `@multibeam/compiler/support`: what compiled code needs at run time.

export * from './support/index.ts'
