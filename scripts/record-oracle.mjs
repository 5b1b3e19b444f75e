// Runs the Erlang and Elixir programs of the conformance tests and records what Erlang/OTP says, a row a line, for the tests to compare with.

import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { root } from './workspace.mjs'

const folder = join(root, 'packages/runtime/test/conformance/oracle')
const programs = ['processes', 'ordering', 'scheduling', 'servers', 'supervisors']
/** They print their rows as Erlang's programs do. */
const elixirPrograms = ['behaviours', 'trees']

const HELP = `Usage: node scripts/record-oracle.mjs [--check]

Compiles and runs the Erlang and Elixir programs in ${relative(root, folder)} with the Erlang/OTP and Elixir that are
installed, and writes what they print to NAME.out beside them. Pids and refs are numbered in the order in which a row shows them.

  --check  write nothing; fail if a recording differs from what Erlang/OTP says now
  --help   this text

Exits with 0 when done, 1 when a program fails or a recording differs, 2 for wrong arguments or when Erlang/OTP or Elixir is missing.
`

const [option, ...more] = process.argv.slice(2)
if (option === '--help' || option === '-h') console.log(HELP)
else if ((option !== undefined && option !== '--check') || more.length > 0) {
  console.error(HELP)
  process.exitCode = 2
} else if (!installed('erlc') || !installed('erl')) {
  console.error(
    'record-oracle: erlc and erl are not in the PATH. Install Erlang/OTP 24 or later: ' +
      '"apt-get install erlang-base" (Debian, Ubuntu), "brew install erlang" (macOS), or from https://www.erlang.org/downloads',
  )
  process.exitCode = 2
} else if (!installed('elixir')) {
  console.error(
    'record-oracle: elixir is not in the PATH. Install Elixir 1.14 or later: "apt-get install elixir", "brew install elixir"',
  )
  process.exitCode = 2
} else record(option === '--check')

function record(check) {
  const compiled = mkdtempSync(join(tmpdir(), 'multibeam-oracle-'))
  try {
    const sources = readdirSync(folder).filter((name) => name.endsWith('.erl'))
    run('erlc', ['+deterministic', '-o', compiled, ...sources])
    for (const program of programs) {
      const printed = run('erl', ['-noinput', '-pa', compiled, '-eval', `${program}:main(), halt().`])
      write(join(folder, `${program}.out`), printed.split('\n').map(numbered).join('\n'), check)
    }
    for (const program of elixirPrograms) {
      const printed = run('elixir', [`${program}.exs`])
      write(join(folder, `${program}.out`), printed.split('\n').map(numbered).join('\n'), check)
    }
  } catch (error) {
    console.error(`record-oracle: ${error.message}`)
    process.exitCode = 1
  } finally {
    rmSync(compiled, { recursive: true, force: true })
  }
}

function write(file, text, check) {
  const name = relative(root, file)
  const before = existsSync(file) ? readFileSync(file, 'utf8') : undefined
  if (before === text) console.log(`${name}: as before`)
  else if (check)
    throw new Error(
      `${name} is not what Erlang/OTP says now; run "node scripts/record-oracle.mjs" and look at the difference`,
    )
  else {
    writeFileSync(file, text)
    console.log(`${name}: written`)
  }
}

/** A row with its pids and refs, which are others each time, numbered from 1. */
function numbered(row) {
  const numbers = new Map()
  const number = (kind, text) => {
    const known = numbers.get(text) ?? [...numbers.keys()].filter((other) => other.startsWith(kind)).length + 1
    numbers.set(text, known)
    return known
  }
  return row
    .replace(/<\d+\.\d+\.\d+>/g, (pid) => `<0.${number('<', pid)}.0>`)
    .replace(/#Ref<[\d.]+>/g, (ref) => `#Ref<0.0.0.${number('#', ref)}>`)
}

function installed(command) {
  return spawnSync(command, ['-help'], { stdio: 'ignore' }).error === undefined
}

function run(command, args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', cwd: folder })
  if (error) throw error
  if (status !== 0) throw new Error(`${command} failed with status ${status}:\n${stdout}${stderr}`)
  if (stderr !== '') process.stderr.write(stderr)
  return stdout
}
