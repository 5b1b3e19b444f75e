import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readBlocks, testDocument } from './document.ts'
import { commandsOf } from './markdown.ts'

const folder = new URL('../../../../docs/guide/', import.meta.url)
const chapters = readdirSync(folder)
  .filter((file) => /^\d\d-.*\.md$/.test(file))
  .sort()

describe('docs/guide', () => {
  it('has an index of all chapters in their order', () => {
    const index = readFileSync(new URL('README.md', folder), 'utf8')
    expect([...index.matchAll(/^\d+\. \[.*\]\((.*)\)$/gm)].map(([, file]) => file)).toEqual(chapters)
  })

  it.each(chapters)('%s says of each command what it prints, and of nothing else', (chapter) => {
    const blocks = readBlocks(`docs/guide/${chapter}`)
    const count = (language: string): number => blocks.filter((block) => block.language === language).length
    expect([count('sh'), count('text')]).toEqual([commandsOf(blocks).length, commandsOf(blocks).length])
  })
})

for (const chapter of chapters) testDocument(`docs/guide/${chapter}`)
