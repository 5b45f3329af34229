/**
 * The nonce under which this page may add style elements; undefined where the policy asks for none
 * (a development server). Browsers hide the attribute, never the property.
 */
export function styleNonce(): string | undefined {
  const carrier = document.querySelector<HTMLElement>('meta[property="csp-nonce"], script[nonce]');
  return carrier?.nonce || undefined;
}

/**
 * Lends the nonce to parts that add style elements and are not told of it: dialogs and menus, which
 * keep the page behind them from scrolling, look for it where webpack puts it.
 */
export function lendStyleNonce(): void {
  const nonce = styleNonce();
  if (nonce !== undefined) Object.assign(globalThis, { __webpack_nonce__: nonce });
}
