import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './theme/theme.css';
import { takeSessionKey } from './bridge/session-key.ts';
import { App } from './app/app.tsx';
import { lendStyleNonce } from './theme/nonce.ts';

lendStyleNonce();
takeSessionKey(window);

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
