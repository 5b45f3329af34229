import { useLayoutEffect } from 'react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Router, useLocation } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { useApiEvent, useCall } from '../bridge/api.ts';
import { JobsContext, useJobsFromEvents } from '../bridge/jobs.ts';
import { useFreshData } from '../bridge/fresh-data.ts';
import { EmptyState } from '../components/surfaces/surfaces.tsx';
import { ShortcutProvider } from '../components/overlays/shortcuts.tsx';
import { ToastProvider, useToast } from '../components/overlays/toasts.tsx';
import { StartPage } from '../recovery/start-page.tsx';
import { useTheme } from '../theme/use-theme.ts';
import { AuditBanner } from './audit-banner.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { Glossary } from './glossary.tsx';
import { OpenPlaces } from '../frame/open-places.tsx';
import { RunFrame } from './run-frame.tsx';
import { shownAt } from './screens.ts';
import { screenAt } from '../frame/routes.ts';
import { Screen } from '../frame/screen.tsx';
import { SignInGate } from '../people/sign-in-gate.tsx';
import { UpdateNotice } from '../updates/update-notice.tsx';
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
          <ShortcutProvider below={<Glossary />}>
            <Opened />
          </ShortcutProvider>
        </ToastProvider>
      </Router>
    </QueryClientProvider>
  );
}

/** The program, or the page that tells why its history cannot be opened. */
function Opened() {
  useTheme();
  const recovery = useCall('recovery.get', {}, { staleTime: Infinity }).data;
  return recovery ? <StartPage recovery={recovery} /> : <Program />;
}

/** The program, once somebody has signed in where the data folder has people. */
function Program() {
  useFreshData();
  return (
    <SignInGate>
      <Shell />
    </SignInGate>
  );
}

function Shell() {
  useNotices();
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
          <div className={css.banners}>
            <ConnectionBanner />
            <AuditBanner />
            <UpdateNotice />
          </div>
          <Sidebar />
          <main id="main" className={css.main} tabIndex={-1}>
            <ScreenHere />
          </main>
        </div>
      </OpenPlaces>
    </JobsContext>
  );
}

/** News that the system would not show is shown here. */
function useNotices(): void {
  const toast = useToast();
  useApiEvent('notice', ({ words }) => toast(words));
}

/** The screen of the location, from its top; a run puts its own frame around its screens. */
function ScreenHere() {
  const [location] = useLocation();
  useLayoutEffect(() => {
    const main = document.getElementById('main');
    if (main) main.scrollTop = 0;
  }, [location]);
  const at = screenAt(location);
  if (at === null)
    return (
      <Screen title="Page not found">
        <EmptyState title="This page does not exist.">
          Pick a screen from the menu on the left.
        </EmptyState>
      </Screen>
    );
  const { runId } = at.params;
  return runId === undefined ? shownAt(at) : <RunFrame key={runId} runId={runId} at={at} />;
}
