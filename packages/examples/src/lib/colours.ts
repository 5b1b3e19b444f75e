import defaults, { Ansis } from 'ansis'

/**
 * The colours to print in: what the terminal has, as NO_COLOR and FORCE_COLOR allow it. None for files and pipes, those of build
 * servers included, unless FORCE_COLOR asks for them.
 */
export function coloursFor(terminal: boolean, env: NodeJS.ProcessEnv): Ansis {
  return terminal || env.FORCE_COLOR !== undefined ? defaults : new Ansis(0)
}
