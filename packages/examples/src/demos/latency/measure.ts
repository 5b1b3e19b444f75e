import { Piscina } from 'piscina'
import type { ProgressDisplay } from '../../lib/progress-display.ts'
import type { Stage } from '../../lib/stage.ts'
import type { PoolTask } from './pool-task.ts'
import type { AnswerMessage, EchoMessage } from './processes.ts'
import { Questions } from './questions.ts'

/** How long a hog keeps a thread of the pool; then it is queued again, behind the others. */
const TASK_MS = 50

/** Questions that are asked before. Chosen: enough for schedulers to load and to compile what they run. */
const WARM_UP = 50

/** What is measured: questions, hogs beside them, and threads for both. */
export interface Setting {
  readonly questions: number
  readonly hogs: number
  readonly threads: number
}

/** A process answers, beside others that compute for ever. The latencies in milliseconds, the shortest first. */
export function askProcesses(stage: Stage, { questions: count, hogs, threads }: Setting): Promise<number[]> {
  return stage.withVM(threads, async (vm) => {
    const { beside } = vm.module<typeof import('./processes.ts')>(new URL('./processes.ts', import.meta.url))
    const echo = await vm.run(beside, hogs)
    const ask = (question: number): void => vm.send(echo, ['echo', question, vm.self] satisfies EchoMessage)
    const answer = (): Promise<AnswerMessage> => vm.receive<AnswerMessage>('answer')
    // All schedulers have loaded the processes, and the hogs run, when the measuring begins.
    for (let i = 0; i < WARM_UP; i++) {
      ask(-1)
      await answer()
    }
    const questions = new Questions(count)
    const display = stage.progress({ total: count, unit: 'answers' })
    const done = new Array<number>(threads).fill(0)
    try {
      const asked = questions.askAll(ask)
      for (let left = count; left > 0; left--) {
        const [, question, scheduler] = await answer()
        questions.answered(question)
        show(display, done, scheduler - 1)
      }
      await asked
    } finally {
      display.finish()
    }
    return questions.latencies()
  })
}

/** The same with a pool of threads: hogs and answers are tasks, and a task that runs is not interrupted. */
export async function askPool(stage: Stage, { questions: count, hogs, threads }: Setting): Promise<number[]> {
  const pool = new Piscina<PoolTask, number>({
    filename: new URL('./pool-task.ts', import.meta.url).href,
    minThreads: threads,
    maxThreads: threads,
    // Threads of their own load TypeScript no more than Node does.
    execArgv: ['--import', import.meta.resolve('multibeam/register')],
  })
  const display = stage.progress({ total: count, unit: 'answers', worker: 'thread' })
  try {
    return await stage.guard(
      () => pool.destroy(),
      () => askBeside(pool, new Questions(count), { hogs, threads, display }),
    )
  } finally {
    display.finish()
    await pool.destroy()
  }
}

interface Beside {
  readonly hogs: number
  readonly threads: number
  readonly display: ProgressDisplay
}

async function askBeside(
  pool: Piscina<PoolTask, number>,
  questions: Questions,
  { hogs, threads, display }: Beside,
): Promise<number[]> {
  // The threads have loaded the task when the measuring begins.
  const ids = new Set(await Promise.all(Array.from({ length: threads }, () => pool.run({ milliseconds: TASK_MS }))))
  const done = new Array<number>(threads).fill(0)
  let asking = true
  const burn = async (): Promise<void> => {
    while (asking) await pool.run({ milliseconds: TASK_MS })
  }
  const answer = async (question: number): Promise<void> => {
    const thread = await pool.run({ milliseconds: 0 })
    questions.answered(question)
    show(display, done, [...ids.add(thread)].indexOf(thread))
  }
  const askAll = async (): Promise<void> => {
    const answers: Promise<void>[] = []
    await questions.askAll((question) => {
      const answered = answer(question)
      // When the pool is destroyed before all is asked: it is thrown below.
      answered.catch(() => {})
      answers.push(answered)
    })
    await Promise.all(answers)
    asking = false
  }
  await Promise.all([askAll(), ...Array.from({ length: hogs }, burn)])
  return questions.latencies()
}

function show(display: ProgressDisplay, done: number[], worker: number): void {
  done[worker] = (done[worker] ?? 0) + 1
  display.update(done)
}
