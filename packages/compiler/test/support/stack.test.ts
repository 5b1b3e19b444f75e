import { describe, expect, it } from 'vitest'
import { directoriesOf, linesOfProgram } from '../../src/support/stack.ts'

const own = `    at run (${import.meta.url.replace('/test/support/stack.test.ts', '/src/support/run.ts')}:1:1)`
const others = (line: string): boolean => line.includes('/node_modules/multibeam/dist/')

describe('the lines of a program', () => {
  it('are those of neither this package nor the one that asks', () => {
    const stack = [
      'Error: boom',
      '    at handle (file:///app/node_modules/multibeam/dist/a.js:1:2)',
      '    at boom (/app/shop.ts:1:2)',
      own,
      '    at JSON.parse (<anonymous>)',
    ]
    expect(linesOfProgram(stack.join('\n'), others).split('\n')).toEqual([stack[0], stack[2], stack[4]])
  })

  it('are all if there would be none: an error within has to be seen', () => {
    const stack = ['Error: boom', own].join('\n')
    expect(linesOfProgram(stack, others)).toBe(stack)
  })

  it('leave the message as it is', () => {
    const message = 'Error: look into\n/app/node_modules/multibeam/dist/a.js'
    expect(linesOfProgram(`${message}\n    at boom (/app/shop.ts:1:2)`, others)).toContain(message)
  })
})

describe('the directories of a package', () => {
  it('are those of the published one, wherever it is installed, as URLs and as paths', () => {
    const home = 'file:///a%20b/node_modules/.pnpm/multibeam@1/node_modules/multibeam/'
    expect(directoriesOf(`${home}dist/chunk-1.js?x=/src/`)).toEqual([
      `${home}src/`,
      '/a b/node_modules/.pnpm/multibeam@1/node_modules/multibeam/src/',
      `${home}dist/`,
      '/a b/node_modules/.pnpm/multibeam@1/node_modules/multibeam/dist/',
    ])
    expect(directoriesOf('file:///x/node_modules/@multibeam/scheduler/dist/index.js')).toHaveLength(4)
  })

  it('are none of a file into which a bundler has put it with a program', () => {
    expect(directoriesOf('file:///app/dist/app.js')).toEqual([])
    expect(directoriesOf('file:///app/packages/web/dist/app.js')).toEqual([])
  })
})
