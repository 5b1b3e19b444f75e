import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { nextTheme, theme } from '../appearance/theme.ts'
import { Notices } from '../components/notices.tsx'
import { connection } from '../connection/connection.ts'
import { hello, latest, log, paused } from '../model/store.ts'
import { formatRoute, type Route, VIEWS, type View } from '../navigation/address.ts'
import { route } from '../navigation/route.ts'
import { CrashesView } from '../views/crashes/crashes.tsx'
import { OverviewView } from '../views/overview/overview.tsx'
import { ProcessView } from '../views/process/process.tsx'
import { ProcessesView } from '../views/processes/processes.tsx'
import { SupervisionView } from '../views/supervision/supervision.tsx'
import { TraceView } from '../views/trace/trace.tsx'
import { Banner } from './banner.tsx'
import { Help } from './help.tsx'
import { helpOpen, togglePause, viewTitles } from './shortcuts.ts'

export function Shell(): JSX.Element {
  const { view, item } = route.value
  useEffect(() => {
    document.title = `${viewTitles[view]} · Multibeam observer`
    // A new view begins at its top.
    scrollTo(0, 0)
  }, [view, item])
  return (
    <>
      <button type="button" class="skip" onClick={() => document.getElementById('main')?.focus()}>
        To the content
      </button>
      <Header />
      <Navigation view={view} />
      <Banner />
      <main id="main" tabIndex={-1} data-stale={connection.value.state !== 'live'}>
        <CurrentView route={route.value} />
      </main>
      <Help />
      <Notices />
    </>
  )
}

function CurrentView({ route: { view, item } }: { route: Route }): JSX.Element {
  switch (view) {
    case 'overview':
      return <OverviewView />
    case 'processes':
      return item === null ? <ProcessesView /> : <ProcessView key={item} pid={item} />
    case 'supervision':
      return <SupervisionView />
    case 'crashes':
      return <CrashesView />
    case 'trace':
      return <TraceView />
  }
}

function Header(): JSX.Element {
  const vm = hello.value
  const { state } = connection.value
  return (
    <header class="top">
      <p class="brand">Multibeam</p>
      <p class="vm">
        <span class="dot" data-state={state} aria-hidden="true" />
        <span class="state">{paused.value && state === 'live' ? 'paused' : state}</span>
        {vm !== null && (
          <span class="what">
            {vm.version} · Node {vm.node} · {vm.os} · process {vm.osPid}
          </span>
        )}
      </p>
      <button type="button" class="quiet" aria-pressed={paused.value} onClick={togglePause} title="Key: .">
        {paused.value ? 'Go on' : 'Pause'}
      </button>
      <button type="button" class="quiet" onClick={nextTheme} title="Light, dark, or as the device. Key: d">
        {theme.value === 'system' ? 'Auto' : theme.value === 'light' ? 'Light' : 'Dark'}
      </button>
      <button type="button" class="quiet" onClick={() => (helpOpen.value = true)} aria-label="Keys" title="Key: ?">
        ?
      </button>
    </header>
  )
}

function Navigation({ view }: { view: View }): JSX.Element {
  return (
    <nav aria-label="Views">
      {VIEWS.map((name, i) => (
        <a
          key={name}
          data-key={i + 1}
          href={formatRoute({ view: name })}
          aria-current={name === view ? 'page' : undefined}
        >
          {viewTitles[name]}
          <NavigationCount view={name} />
        </a>
      ))}
    </nav>
  )
}

function NavigationCount({ view }: { view: View }): JSX.Element | null {
  const count =
    view === 'processes' ? latest.value?.processes : view === 'crashes' ? log.value.crashes.length : undefined
  if (count === undefined || count === 0) return null
  return <span class="count">{new Intl.NumberFormat('en', { notation: 'compact' }).format(count)}</span>
}
