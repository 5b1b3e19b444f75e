import { Following } from '../../src/scheduler/following.ts'
import { Inheritance } from '../../src/scheduler/inheritance.ts'
import { Pace } from '../../src/scheduler/pace.ts'
import { Patience } from '../../src/scheduler/patience.ts'
import type { Scheduler } from '../../src/scheduler/scheduler.ts'
import { Thefts } from '../../src/scheduler/thefts.ts'
import type { Task } from '../../src/task.ts'
import { instrument, type Mutation, type Points } from '../explore/instrument.ts'
import { modulesFrom } from '../explore/moving-sources.ts'

// The sources of a scheduler with a change in one of them: mutants. Nothing is a scheduling point here, so that methods stay what they are.

type SourceName =
  | 'following'
  | 'handing-over'
  | 'inheritance'
  | 'pace'
  | 'patience'
  | 'publishing'
  | 'scheduler'
  | 'thefts'
  | 'waking'
export type SchedulerMutations = Partial<Record<SourceName, Mutation>>

export interface SchedulerSources {
  Scheduler: new <T extends Task>(...parameters: ConstructorParameters<typeof Scheduler<T>>) => Scheduler<T>
  Following: new (...parameters: ConstructorParameters<typeof Following<Task>>) => Following<Task>
  Inheritance: new (...parameters: ConstructorParameters<typeof Inheritance<Task>>) => Inheritance<Task>
  Pace: new () => Pace
  Patience: new () => Patience
  Thefts: new () => Thefts
}

export function schedulerSources(mutations: SchedulerMutations = {}): SchedulerSources {
  const made: Record<string, object> = {}
  // What they import of each other are types, but for what scheduler.ts does: it comes last, the others are as they are unless changed.
  for (const name of [
    ...(Object.keys(mutations) as SourceName[]).filter((name) => name !== 'scheduler'),
    'scheduler',
  ] as const) {
    const points: Points = { atomics: false, views: [], modules: modulesFrom('scheduler', made) }
    const file = new URL(`../../src/scheduler/${name}.ts`, import.meta.url)
    made[`./${name}.ts`] = instrument<object>(file, mutations[name], points)
  }
  return Object.assign({ Following, Inheritance, Pace, Patience, Thefts }, ...Object.values(made)) as SchedulerSources
}
