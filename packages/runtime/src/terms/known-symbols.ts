// Symbols that stand in the variables of processes and are the same thing on every scheduler: they move with their process, though they are no terms.

/** By their number on the wire. All schedulers run the same version of this package and register the same ones, in the order in which its modules load. */
export const knownSymbols: symbol[] = [
  // What the compiler puts into a box before the declaration of its variable has run.
  Symbol.for('multibeam.unset'),
  ...Object.getOwnPropertyNames(Symbol)
    .map((name) => (Symbol as unknown as Record<string, unknown>)[name])
    .filter((value) => typeof value === 'symbol'),
]

/** Lets a symbol of this package move; called where it is made. */
export function registerSymbol(symbol: symbol): void {
  knownSymbols.push(symbol)
}
