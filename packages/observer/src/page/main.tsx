// The page of the observer. What it shows comes from the VM that serves it, and from nowhere else.

import { render } from 'preact'
import { Shell } from './app/shell.tsx'
import { followKeys } from './app/shortcuts.ts'
import { followTheme } from './appearance/theme.ts'
import { keepConnected } from './connection/connection.ts'
import { followAddress } from './navigation/route.ts'

followTheme()
followAddress()
followKeys()
render(<Shell />, document.getElementById('page') as HTMLElement)
void keepConnected()
