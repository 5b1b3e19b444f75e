import { describe, expect, it } from 'vitest'
import type { Mutation } from '../explore/instrument.ts'
import { type SchedulerMutations, type SchedulerSources, schedulerSources } from './sources.ts'

type StateMachine = 'Following' | 'Inheritance' | 'Pace' | 'Patience' | 'Thefts'

type Make<K extends StateMachine> = (
  ...parameters: ConstructorParameters<SchedulerSources[K]>
) => InstanceType<SchedulerSources[K]>

/**
 * Tests that each statement holds of a state machine of the scheduler, by what it makes of one, and that no mutant of its file satisfies them all.
 */
export function describeStatements<K extends StateMachine>(
  name: K,
  statements: Record<string, (make: Make<K>) => void>,
  mutants: Record<string, Mutation>,
): void {
  const makerOf = (mutations?: SchedulerMutations): Make<K> => {
    const made = schedulerSources(mutations)[name]
    return (...parameters) => Reflect.construct(made, parameters)
  }
  const file = name.toLowerCase() as Lowercase<K>
  const make = makerOf()

  describe(name, () => {
    for (const [statement, holds] of Object.entries(statements)) it(statement, () => holds(make))
  })

  describe(`mutants of ${file}.ts`, () => {
    for (const [mutant, mutation] of Object.entries(mutants)) {
      it(`catches: ${mutant}`, () => {
        const mutated = makerOf({ [file]: mutation })
        expect(() => {
          for (const holds of Object.values(statements)) holds(mutated)
        }).toThrow()
      })
    }
  })
}
