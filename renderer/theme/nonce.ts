/**
 * The nonce under which this page may add style elements; undefined where the policy asks for none
 * (a development server). Browsers hide the attribute, never the property.
 */
export function styleNonce(): string | undefined {
  const carrier = document.querySelector<HTMLElement>('meta[property="csp-nonce"], script[nonce]');
  return carrier?.nonce || undefined;
}
