/** How one kind of client is told to trust a certificate authority. */
export interface TrustInstruction {
  system: string;
  /** What to type or to do. */
  steps: string;
}

/** Ways to trust the authority whose certificate was saved as `file`, by system and client. */
export const trustInstructions = (file: string): TrustInstruction[] => [
  { system: 'Node.js', steps: `NODE_EXTRA_CA_CERTS=${file} node app.js` },
  { system: 'curl', steps: `curl --cacert ${file} https://localhost:4667/…` },
  { system: 'Python', steps: `REQUESTS_CA_BUNDLE=${file} or SSL_CERT_FILE=${file}, or verify="${file}"` },
  {
    system: 'Linux (Debian, Ubuntu)',
    steps: `sudo cp ${file} /usr/local/share/ca-certificates/tacklebox.crt && sudo update-ca-certificates`,
  },
  { system: 'Linux (Fedora, RHEL)', steps: `sudo trust anchor ${file}` },
  {
    system: 'macOS',
    steps: `security add-trusted-cert -r trustRoot -k ~/Library/Keychains/login.keychain-db ${file}`,
  },
  { system: 'Windows', steps: `certutil -user -addstore Root ${file}` },
  {
    system: 'Chrome and Edge',
    steps:
      'They ask the system (on Linux: Settings, Privacy and security, Security, Manage certificates, Authorities, Import).',
  },
  { system: 'Firefox', steps: 'Settings, Privacy & Security, View Certificates, Authorities, Import.' },
];
