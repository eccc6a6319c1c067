import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './ui/styles.css';
import { App } from './app/app.tsx';
import { followRoute } from './app/route.ts';
import { followTargets } from './app/target-alerts.ts';
import { followTheme } from './app/theme.ts';
import { startEvents } from './platform/client.ts';
import { followDirectory } from './platform/directory-store.ts';
import { startKeys } from './platform/keys.ts';
import { reportError } from './platform/report-error.ts';
import { followSettings } from './platform/settings-store.ts';
import { followSystem } from './platform/system-store.ts';
import { prefetchMonaco } from './ui/monaco/load-monaco.ts';

followTheme();
followRoute();
startKeys();
startEvents();
followSystem(reportError);
followSettings(reportError);
followDirectory(reportError);
followTargets();
window.addEventListener('unhandledrejection', (event) => reportError(event.reason));

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
prefetchMonaco();
