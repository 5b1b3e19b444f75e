// `node scripts/repeat-suite.mjs` runs the tests that depend on how threads happen to interleave again and again, each time with another seed;
// `--help` tells more.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { captureCommand, root } from './workspace.mjs'

const HELP = `Usage: node scripts/repeat-suite.mjs [OPTIONS] [PATH …]

Runs the conformance and property suites (or the test files under each PATH) N times, and stops at the first failure. Build first.

  --times N    how often (default 20)
  --node V     with this version of Node, fetched by npx, such as 26 (default: the one that runs this script)
  --seed N     seed of the first round's properties; the next round has the next seed (default: a random one, printed)
  --help       this text
`

const SUITES = [
  'packages/runtime/test/conformance',
  'packages/runtime/test/properties',
  'packages/runtime/test/process/order.test.ts',
]
/** As in continuous integration, which has two cores: more at a time would be other interleavings. */
const WORKERS = 2

process.exitCode = await main(process.argv.slice(2))

async function main(args) {
  let options
  try {
    options = parse(args)
  } catch (error) {
    console.error(`${error.message}\n\n${HELP}`)
    return 2
  }
  if (options.help) {
    console.log(HELP)
    return 0
  }
  const started = performance.now()
  const command = vitest(options.node)
  const version = (await captureCommand(...withArguments(nodeCommand(options.node), '--version'))).output.trim()
  console.log(`${options.times} rounds on Node ${version}, ${WORKERS} workers, seeds from ${options.seed}`)
  for (let round = 1; round <= options.times; round++) {
    const seed = options.seed + round - 1
    const { passed, line, output } = await runOnce(command, options.paths, seed)
    console.log(`round ${round} of ${options.times}, seed ${seed}: ${line}`)
    if (passed) continue
    console.log(`\n${output.trimEnd()}\n`)
    console.log(
      `FAILED in round ${round} of ${options.times} on Node ${version}, ${seconds(started)} s; to see it again:`,
    )
    console.log(`  ${again(options, seed)}`)
    return 1
  }
  console.log(
    `PASSED ${options.times} rounds on Node ${version} in ${seconds(started)} s, seeds ${options.seed} to ${options.seed + options.times - 1}`,
  )
  return 0
}

function parse(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      times: { type: 'string', default: '20' },
      node: { type: 'string' },
      seed: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.node !== undefined && !/^\d+(\.\d+){0,2}$/.test(values.node)) {
    throw new Error(`--node ${values.node}: give a version of Node, such as 26 or 20.20.2`)
  }
  return {
    help: values.help,
    times: whole('--times', values.times, 1),
    node: values.node,
    seed: values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : whole('--seed', values.seed, 0),
    paths: positionals.length === 0 ? SUITES : positionals,
  }
}

function whole(name, text, least) {
  const value = Number(text)
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value
  throw new Error(`${name} ${text}: give a whole number from ${least} up`)
}

/** Node itself, or what fetches the version and runs it. */
function nodeCommand(version) {
  return version === undefined ? [process.execPath] : ['npx', '-y', `node@${version}`]
}

function vitest(version) {
  return [...nodeCommand(version), join(root, 'node_modules/vitest/vitest.mjs'), 'run']
}

function withArguments([file, ...args], ...more) {
  return [file, [...args, ...more]]
}

/** One round: whether all passed, a line about it, and what the tests printed when not. */
async function runOnce(command, paths, seed) {
  const folder = mkdtempSync(join(tmpdir(), 'multibeam-repeat-'))
  const report = join(folder, 'report.json')
  try {
    const options = [`--maxWorkers=${WORKERS}`, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    const env = { ...process.env, CI: 'true', SEED: String(seed) }
    const { status, output } = await captureCommand(...withArguments(command, ...options, ...paths), { env })
    return { passed: status === 0, line: summary(report), output: failuresOf(output) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function summary(report) {
  try {
    const { numPassedTests, numFailedTests, numTotalTests } = JSON.parse(readFileSync(report, 'utf8'))
    return `${numPassedTests} of ${numTotalTests} tests passed${numFailedTests > 0 ? `, ${numFailedTests} FAILED` : ''}`
  } catch {
    // Vitest has not come to its report: what it printed says why.
    return 'no report'
  }
}

/** Without the lines of what passed, and of the report, which is gone. */
function failuresOf(output) {
  return output
    .split('\n')
    .filter((line) => !line.includes('✓') && !line.startsWith('JSON report'))
    .join('\n')
}

function again({ node, paths }, seed) {
  const version = node === undefined ? '' : ` --node ${node}`
  const which = paths === SUITES ? '' : ` ${paths.join(' ')}`
  return `node scripts/repeat-suite.mjs --times 1${version} --seed ${seed}${which}`
}

function seconds(since) {
  return Math.round((performance.now() - since) / 1000)
}
