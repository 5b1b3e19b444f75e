// OpenMetrics text as a scraper reads it, strictly. Source: OpenMetrics 1.0, "Text format".

export interface Family {
  type: string
  help: string | undefined
  unit: string | undefined
  samples: { name: string; labels: Record<string, string>; value: number }[]
}

const SUFFIXES: Record<string, string> = { counter: '_total', gauge: '', info: '_info' }

/** Throws for what is no such text: lines out of order, unknown suffixes, samples that come twice. */
export function parseOpenMetrics(text: string): Map<string, Family> {
  if (!text.endsWith('# EOF\n')) throw new Error('the text does not end with # EOF')
  const families = new Map<string, Family>()
  let current: Family | undefined
  let currentName = ''
  for (const line of text.slice(0, -'# EOF\n'.length).split('\n').slice(0, -1)) {
    const [, keyword, name = '', rest = ''] = /^# (TYPE|UNIT|HELP) (\S+) (.*)$/.exec(line) ?? []
    if (keyword === 'TYPE') {
      if (families.has(name)) throw new Error(`${name} comes twice`)
      if (!(rest in SUFFIXES)) throw new Error(`${rest} is no type`)
      current = { type: rest, help: undefined, unit: undefined, samples: [] }
      currentName = name
      families.set(name, current)
    } else if (keyword !== undefined) {
      if (current === undefined || name !== currentName || current.samples.length > 0)
        throw new Error(`out of order: ${line}`)
      if (keyword === 'HELP') current.help = unescaped(rest)
      else current.unit = rest
    } else {
      if (current === undefined) throw new Error(`a sample of nothing: ${line}`)
      current.samples.push(parseSample(line, currentName + SUFFIXES[current.type]))
    }
  }
  for (const [name, { unit, samples }] of families) {
    if (unit !== undefined && !name.endsWith(`_${unit}`)) throw new Error(`${name} has the unit ${unit}`)
    const keys = samples.map(({ labels }) => JSON.stringify(labels))
    if (new Set(keys).size !== keys.length) throw new Error(`${name} has a sample twice`)
  }
  return families
}

function parseSample(line: string, expected: string): Family['samples'][number] {
  const [, name, , list = '', value = ''] = /^([a-zA-Z_:][\w:]*)(\{(.*)\})? (\S+)$/.exec(line) ?? []
  if (name !== expected) throw new Error(`no sample of ${expected}: ${line}`)
  const labels: Record<string, string> = {}
  let rest = list
  while (rest !== '') {
    const [whole, label = '', text = ''] = /^([a-zA-Z_]\w*)="((?:[^"\\\n]|\\[\\"n])*)"(?:,(?=.)|$)/.exec(rest) ?? []
    if (whole === undefined) throw new Error(`no labels: ${rest}`)
    labels[label] = unescaped(text)
    rest = rest.slice(whole.length)
  }
  if (!/^(?:[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|[-+]Inf|NaN)$/i.test(value)) throw new Error(`no number: ${value}`)
  return { name, labels, value: Number(value.replace('Inf', 'Infinity')) }
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character))
}
