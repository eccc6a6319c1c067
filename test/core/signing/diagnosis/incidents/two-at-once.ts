import { bytesFaults, wrappedFaults } from './bytes.ts';
import type { Fault } from './fault.ts';
import { fault } from './fault.ts';
import type { Broken, Genuine } from './genuine.ts';
import { hmacMisuse } from './hmac.ts';
import { printedFaults } from './printed.ts';
import { secretText } from './secret-text.ts';
import { signatureText } from './signature-text.ts';

const both = fault('two at once');
const all: readonly Fault[] = [
  ...bytesFaults,
  ...wrappedFaults,
  ...hmacMisuse,
  ...printedFaults,
  ...secretText,
  ...signatureText,
];

function find(name: string, family?: string): Fault {
  const found = all.find((one) => one.name === name && (family === undefined || one.family === family));
  if (!found) throw new Error(`No incident is called ${name}.`);
  return found;
}

/** The second incident happens to what the first left: the secret, the body and the header each keep their damage. */
function together(first: Fault, second: Fault): Fault {
  const damage: Fault['damage'] = (genuine, chance) => {
    const one = first.damage(genuine, chance);
    if (!one) return null;
    const middle: Genuine = { ...genuine, request: one.request };
    const two = second.damage(middle, { ...chance, next: () => 0.4 });
    if (!two) return null;
    const secrets = two.secrets[0] === genuine.secret ? one.secrets : two.secrets;
    const merged: Broken = { ...one, ...two, secrets };
    return merged;
  };
  return both(`${first.name} + ${second.name}`, damage, ...first.says, ...second.says);
}

const secretNewline = find('line break at the end', 'secret text');
const secretQuotes = find('quotes around it');
const secretBase64 = find('base64 of it (Kubernetes)');
const secretTwice = find('pasted twice');
const secretLabel = find('the variable’s name before it');
const pretty = find('laid out by a viewer (two spaces)');
const python = find('Python json.dumps');
const php = find('PHP json_encode, objects kept');
const bodyNewline = find('line break at the end', 'body bytes');
const bom = find('byte order mark');
const lambda = find('the whole Lambda event');
const sha1 = find('SHA-1 in place of SHA-256');
const sigUpper = find('hex in capitals');
const sigPrefix = find('prefix missing');
const sigBase64 = find('base64 instead of hex');
const sigQuotes = find('in quotes');

export const twoAtOnce: Fault[] = [
  together(bodyNewline, secretNewline),
  together(pretty, secretQuotes),
  together(python, secretNewline),
  together(php, secretLabel),
  together(bom, secretBase64),
  together(lambda, secretTwice),
  together(sha1, sigUpper),
  together(sigUpper, secretNewline),
  together(sigPrefix, secretQuotes),
  together(sigBase64, secretNewline),
  together(python, sigUpper),
  together(pretty, sigPrefix),
  together(bodyNewline, sigBase64),
  together(sigQuotes, secretBase64),
  together(lambda, sigPrefix),
  together(sha1, secretNewline),
  together(sha1, bodyNewline),
];
