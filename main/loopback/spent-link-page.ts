/** What stands where the program does not open, because the link was used before or is not its own. */
export function spentLinkPage(nonce: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>This link has been used – Thrive Cash Reconciler</title>
    <style nonce="${nonce}">
      :root { color-scheme: light dark; }
      body { max-width: 34rem; margin: 15vh auto; padding: 0 1.5rem; font: 16px/1.5 system-ui, sans-serif; }
      h1 { font-size: 1.4rem; }
      code { font-family: ui-monospace, monospace; }
    </style>
  </head>
  <body>
    <main>
      <h1>This link no longer opens the program</h1>
      <p>A link to Thrive Cash Reconciler works once, in one browser.</p>
      <ul>
        <li>If the program is open in another window or browser, continue there.</li>
        <li>If not, stop it with Ctrl-C where it was started, start it again with
          <code>npm start</code>, and use the new link. A run that was under way can be resumed.</li>
      </ul>
    </main>
  </body>
</html>
`;
}
