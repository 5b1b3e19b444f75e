/** What `main.js host SYSTEM SCHEDULERS` runs. Each host is imported only when asked for: their libraries are optional. */

export async function runHost(system: string | undefined, schedulers: number): Promise<void> {
  switch (system) {
    case 'multibeam':
      return (await import('./multibeam.ts')).hostMultibeam(schedulers)
    case 'piscina':
      return (await import('./piscina.ts')).hostPiscina(schedulers)
    case 'threads':
      return (await import('./threads.ts')).hostThreads(schedulers)
    case 'plain':
      return (await import('./plain.ts')).hostPlain()
    default:
      throw new Error(`there is no host for the system ${system}`)
  }
}
