/** Whether a text has a certificate in it, as PEM files have them. */
export function holdsCertificate(text: string): boolean {
  return text.includes('-----BEGIN CERTIFICATE-----');
}
