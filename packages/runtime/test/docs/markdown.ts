/** A fenced block of a Markdown text: ```` ```LANGUAGE NAME ````. */
export interface Block {
  language: string
  /** The file that the block is the text of; empty if none is named. */
  name: string
  text: string
}

/** A command of the text, and what the text says it prints. */
export interface Command {
  command: string
  output: string
}

export function blocksOf(markdown: string): Block[] {
  return Array.from(markdown.matchAll(/^```(\S+)(?: (\S+))?\n([\s\S]*?)^```$/gm), ([, language, name, text]) => ({
    language: language ?? '',
    name: name ?? '',
    text: text ?? '',
  }))
}

/** The programs of a text, by file name. */
export function programsOf(blocks: readonly Block[]): Record<string, string> {
  const code = blocks.filter(({ language }) => language === 'ts' || language === 'js')
  return Object.fromEntries(code.map(({ name, text }) => [name, text]))
}

/** Every `sh` block that a `text` block follows. */
export function commandsOf(blocks: readonly Block[]): Command[] {
  return blocks.flatMap(({ language, text }, i) => {
    const next = blocks[i + 1]
    return language === 'sh' && next?.language === 'text' ? [{ command: text.trim(), output: next.text }] : []
  })
}
