// Does what a document says: writes its programs into files, type-checks them, runs its commands, and compares what they print.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeProject, type Project, sharedProject } from '../vm/support/project.ts'
import { cli, runNode } from '../vm/support/run-node.ts'
import { type Block, blocksOf, commandsOf, programsOf } from './markdown.ts'

const root = new URL('../../../../', import.meta.url)

/** The blocks of a document, by its path in the workspace. */
export function readBlocks(document: string): Block[] {
  return blocksOf(readFileSync(new URL(document, root), 'utf8'))
}

/** Declares the tests of a document. */
export function testDocument(document: string): void {
  const blocks = readBlocks(document)
  const programs = programsOf(blocks)
  const commands = commandsOf(blocks)

  describe(document, () => {
    it('names the file of each program, and runs it or imports it in one that it runs', () => {
      const texts = [...commands.map(({ command }) => command), ...Object.values(programs)]
      for (const name of Object.keys(programs)) {
        expect(name).toMatch(/^\w+\.(ts|mjs)$/)
        expect(texts.some((text) => text.includes(name))).toBe(true)
      }
    })

    it('has programs whose types are right', async ({ signal }) => {
      const project = makeProject({ ...programs, 'tsconfig.json': JSON.stringify(configuration()) })
      const { stdout, code } = await runNode([compiler(), '--project', project.path('.')], signal)
      expect({ stdout, code }).toEqual({ stdout: '', code: 0 })
    })

    const project = sharedProject(programs)

    it.for(commands)('prints what it says: $command', async ({ command, output }, { expect, signal }) => {
      const { stdout, stderr, code } = await runNode(argumentsOf(command, programs, project), signal)
      expect({ stdout: maskPids(stdout), stderr, code }).toEqual({ stdout: maskPids(output), stderr: '', code: 0 })
    })
  })
}

/** What Node is given for a command of a document. */
function argumentsOf(command: string, programs: Record<string, string>, project: Project): string[] {
  const words = command.split(' ').map((word) => (Object.hasOwn(programs, word) ? project.path(word) : word))
  if (words[0] === 'node') return words.slice(1)
  if (words[0] === 'npx' && words[1] === 'multibeam') return [cli, ...words.slice(2)]
  throw new Error(`the document has a command that this test does not know: ${command}`)
}

function maskPids(text: string): string {
  return text.replace(/#PID<\d+\.\d+\.\d+>/g, '#PID')
}

/** As strict as this workspace, and with its declarations of Node. */
function configuration(): object {
  const node = dirname(createRequire(import.meta.url).resolve('@types/node/package.json'))
  return {
    extends: join(import.meta.dirname, '../../../../tsconfig.base.json'),
    compilerOptions: { noEmit: true, incremental: false, typeRoots: [dirname(node)] },
    include: ['*.ts'],
  }
}

function compiler(): string {
  return join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')
}
