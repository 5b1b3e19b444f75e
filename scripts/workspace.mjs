// What the scripts share: where things are, and how a tool of this workspace is run.

import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/**
 * The published packages, each after those that it imports, with the entries that get a file of their own in `dist`, what of it is kept `whole` in one chunk (see one-chunk.mjs),
 * and the folder of a page for browsers.
 */
export const published = [
  { folder: 'packages/scheduler', entries: ['index'] },
  {
    folder: 'packages/compiler',
    entries: [
      'index',
      'code-cache',
      'hooks',
      'support',
      'build/index',
      'plugin/esbuild',
      'plugin/rollup',
      'plugin/vite',
    ],
    whole: { index: ['hooks', 'build/index', 'plugin/esbuild', 'plugin/rollup', 'plugin/vite'] },
  },
  { folder: 'packages/observer', entries: ['index', 'protocol', 'top/index'], page: 'page' },
  {
    folder: 'packages/runtime',
    entries: [
      'index',
      'testing',
      'worker',
      'dirty-thread',
      'ticker',
      'trace-thread',
      'cli',
      'register',
      'support',
      'benchmark',
    ],
    whole: {
      // A scheduler's thread.
      'thread/start': [
        ...['index', 'testing', 'dirty-thread', 'cli/main', 'register', 'support', 'benchmark', 'trace-thread'],
        ...['observe/observing', 'observe/open'],
      ],
      // The main thread.
      'vm/vm': ['testing', 'observe/open'],
    },
  },
]

/** The workloads that `multibeam bench` brings along: files of `bench/src/workloads/multibeam`, those that `bench/src/published/workloads.ts` lists. */
export const benchWorkloads = [
  ...['pingpong', 'ring', 'count', 'spawn-monitor', 'spawn-reply', 'skynet', 'fib-processes', 'big', 'chameneos'],
  ...['timers', 'selective', 'call', 'primes', 'mandelbrot', 'nqueens', 'fib'],
]

/** What is checked but not published. */
export const leaves = [
  'packages/scheduler/test',
  'packages/compiler/test',
  'packages/observer/src/page',
  'packages/observer/test',
  'packages/observer/test/page',
  'packages/runtime/test',
  'packages/runtime/test/browser',
  'packages/examples',
  'bench',
]

/** The built command line. */
export const cli = join(root, 'packages/runtime/dist/cli.js')

/** Runs a tool of `node_modules/.bin` in `cwd` and returns its exit status; a tool ended by a signal counts as failed. */
export function runTool(name, args, cwd = root) {
  const { file, shell } = tool(name)
  return run(file, args, { cwd, shell })
}

/** The same beside others: resolves with the exit status and all that it printed. */
export function captureTool(name, args, cwd = root) {
  const { file, shell } = tool(name)
  return captureCommand(file, args, { cwd, shell })
}

/** Runs any command in the workspace's root; resolves with its exit status and all that it printed. */
export function captureCommand(file, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd: root, ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text
      })
    }
    child.once('error', reject).once('close', (status) => resolve({ status: status ?? 1, output }))
  })
}

function tool(name) {
  const windows = process.platform === 'win32'
  const file = join(root, 'node_modules/.bin', windows ? `${name}.cmd` : name)
  if (!existsSync(file)) throw new Error(`${name} is not installed: run "npx -y pnpm@12 install" first`)
  // Windows starts a .cmd file only through its shell.
  return { file, shell: windows }
}

/** Runs a program under `multibeam run`; this process will end with its exit status. */
export function runProgram(file, args) {
  // Ctrl-C reaches the whole group: the program stops its schedulers first, and this process waits for it.
  process.on('SIGINT', () => {})
  process.exitCode = run(process.execPath, [cli, 'run', file, ...args], { cwd: root })
}

function run(file, args, options) {
  const { status, error } = spawnSync(file, args, { ...options, stdio: 'inherit' })
  if (error) throw error
  return status ?? 1
}
