import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Route, Router, Switch } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { JobsContext, useJobsFromEvents } from '../bridge/jobs.ts';
import { useFreshData } from '../bridge/fresh-data.ts';
import { CompareScreen } from '../compare/compare-screen.tsx';
import { EmptyState } from '../components/surfaces/surfaces.tsx';
import { ShortcutProvider } from '../components/overlays/shortcuts.tsx';
import { ToastProvider } from '../components/overlays/toasts.tsx';
import { DashboardScreen } from '../dashboard/dashboard-screen.tsx';
import { HistoryScreen } from '../history/history-screen.tsx';
import { SourceScreen, SourcesScreen } from '../sources/sources-screen.tsx';
import { SettingsScreen } from '../settings/settings-screen.tsx';
import { useTheme } from '../theme/use-theme.ts';
import { WalkScreen } from '../walk/walk-screen.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { OpenPlaces } from '../frame/open-places.tsx';
import { RunScreens } from './run-screens.tsx';
import { Screen } from '../frame/screen.tsx';
import css from './app.module.css';
import { Sidebar } from './sidebar.tsx';

const queries = new QueryClient({
  defaultOptions: {
    // The program is on this machine: there is nothing to retry, and events say what is stale.
    queries: { retry: false, refetchOnWindowFocus: false, staleTime: 5_000 },
    mutations: { retry: false },
  },
});

export function App() {
  return (
    <QueryClientProvider client={queries}>
      <Router hook={useHashLocation}>
        <ToastProvider>
          <ShortcutProvider>
            <Shell />
          </ShortcutProvider>
        </ToastProvider>
      </Router>
    </QueryClientProvider>
  );
}

function Shell() {
  useTheme();
  useFreshData();
  const jobs = useJobsFromEvents();
  return (
    <JobsContext value={jobs}>
      <OpenPlaces>
        <a
          className={css.skip}
          href="#main"
          onClick={(event) => {
            // The hash is the location of the screen, so the jump is made by hand.
            event.preventDefault();
            document.getElementById('main')?.focus();
          }}
        >
          Skip to the content
        </a>
        <div className={css.app}>
          <ConnectionBanner />
          <Sidebar />
          <main id="main" className={css.main} tabIndex={-1}>
            <Switch>
              <Route path="/" component={StartRoute} />
              <Route path="/sources" component={SourcesScreen} />
              <Route path="/sources/:id">{({ id }) => <SourceScreen key={id} id={id} />}</Route>
              <Route path="/history" component={HistoryScreen} />
              <Route path="/compare/:a/:b">{({ a, b }) => <CompareScreen a={a} b={b} />}</Route>
              <Route path="/dashboard" component={DashboardScreen} />
              <Route path="/settings" component={SettingsScreen} />
              <Route path="/run/:runId/*?">
                {({ runId }) => <RunScreens key={runId} runId={runId} />}
              </Route>
              <Route>
                <Screen title="Not here">
                  <EmptyState title="There is no such screen.">
                    Choose one from the list on the left.
                  </EmptyState>
                </Screen>
              </Route>
            </Switch>
          </main>
        </div>
      </OpenPlaces>
    </JobsContext>
  );
}

function StartRoute() {
  return <WalkScreen runId={null} step={null} />;
}
