/** Of the OpenMetrics text that `Exposition` writes. */
export const CONTENT_TYPE = 'application/openmetrics-text; version=1.0.0; charset=utf-8'

export type MetricType = 'counter' | 'gauge' | 'info'

/** What the samples of a family are called beside the family's name. */
const SUFFIX: Readonly<Record<MetricType, string>> = { counter: '_total', gauge: '', info: '_info' }

export type Labels = Readonly<Record<string, string | number>>
export type Sample = readonly [labels: Labels, value: number]

/**
 * Writes metrics as OpenMetrics text: families of samples, each with its type and help, and the mark of the end. Source: OpenMetrics 1.0, section
 * "Text format".
 */
export class Exposition {
  readonly #lines: string[] = []
  readonly #names = new Set<string>()

  /** `name` without the suffix of its type; with a unit, the name ends in it. Throws RangeError for a name that is none, or comes again. */
  add(type: MetricType, name: string, help: string, samples: Iterable<Sample>, unit?: 'seconds' | 'bytes'): void {
    if (!/^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(name)) throw new RangeError(`${name} is no name of a metric`)
    if (this.#names.has(name)) throw new RangeError(`the metric ${name} is there already`)
    if (unit !== undefined && !name.endsWith(`_${unit}`)) throw new RangeError(`${name} must end in _${unit}`)
    this.#names.add(name)
    this.#lines.push(`# TYPE ${name} ${type}`)
    if (unit !== undefined) this.#lines.push(`# UNIT ${name} ${unit}`)
    this.#lines.push(`# HELP ${name} ${escaped(help)}`)
    for (const [labels, value] of samples) {
      this.#lines.push(`${name}${SUFFIX[type]}${formatLabels(labels)} ${formatNumber(value)}`)
    }
  }

  /** The whole text. */
  end(): string {
    return `${[...this.#lines, '# EOF'].join('\n')}\n`
  }
}

function formatLabels(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => {
    if (!/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name)) throw new RangeError(`${name} is no name of a label`)
    return `${name}="${escaped(String(value))}"`
  })
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

function escaped(text: string): string {
  return text.replace(/[\\\n"]/g, (character) => (character === '\n' ? '\\n' : `\\${character}`))
}

function formatNumber(value: number): string {
  if (Number.isFinite(value)) return String(value)
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf'
}
