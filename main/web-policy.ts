import { randomBytes } from 'node:crypto';

/** Stands in the built index.html where the nonce of each answer goes. */
export const NONCE_PLACEHOLDER = 'NONCE-OF-THIS-ANSWER';

/** A nonce for one answer: 128 random bits, as the CSP specification wants at least. */
export function newNonce(): string {
  return randomBytes(16).toString('base64url');
}

/**
 * What the interface may load, in both hosts: its own files and nothing else. The nonce lets in the
 * style elements of the grid, which are made at run time.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}

/** The page with this answer's nonce in every place that wants one. */
export function pageWithNonce(html: string, nonce: string): string {
  return html.replaceAll(NONCE_PLACEHOLDER, nonce);
}

/** The headers of every answer, beside the policy. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'permissions-policy':
    'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=()',
};
