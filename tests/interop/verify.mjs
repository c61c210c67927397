// Checks credentials and tokens with the libraries of others, offline.
//
// Reads {documents, keys, now, cases} on standard input: what may be looked up (address -> JSON), a JSON Web Key Set,
// the moment of the check, and texts under names. Writes {name: answer}: "valid", "ended" by its status list, or why
// it is refused.

import {readFileSync} from 'node:fs';
import {webcrypto} from 'node:crypto';

globalThis.crypto ??= webcrypto; // Node.js 18 keeps it to itself
const {DataIntegrityProof} = await import('@digitalbazaar/data-integrity');
const {cryptosuite} = await import('@digitalbazaar/eddsa-rdfc-2022-cryptosuite');
const {verifyCredential} = await import('@digitalbazaar/vc');
const {checkStatus} = await import('@digitalbazaar/vc-bitstring-status-list');
const {createLocalJWKSet, jwtVerify} = await import('jose');

const {documents, keys, now, cases} = JSON.parse(readFileSync(0, 'utf8'));
const suite = () => new DataIntegrityProof({cryptosuite});
const keySet = createLocalJWKSet(keys);
const currentDate = new Date(now);

async function documentLoader(url) {
  const [address, fragment] = url.split('#');
  let document = documents[address];
  if(document === undefined) {
    throw new Error(`Nothing may be fetched: ${url}`);
  }
  if(fragment !== undefined) {
    const method = document.verificationMethod.find(one => one.id === url);
    document = {'@context': document['@context'], ...method};
  }
  return {contextUrl: null, documentUrl: url, document};
}

async function credential(text) {
  const document = JSON.parse(text);
  const status = options => checkStatus({...options, suite: suite(), verifyBitstringStatusListCredential: true});
  const found = await verifyCredential({credential: document, suite: suite(), documentLoader, checkStatus: status, now});
  if(!found.verified) {
    throw found.error;
  }
  return found.statusResult.results.some(one => one.status) ? 'ended' : 'valid';
}

async function token(text) {
  const {payload} = await jwtVerify(text, keySet, {algorithms: ['ES256'], typ: 'JWT', currentDate});
  if(payload.iss !== payload.issuer.id || payload.jti !== payload.id || payload.sub !== payload.credentialSubject.id) {
    throw new Error('The claims of the token and the words of the credential differ.');
  }
  return 'valid';
}

function reason(error) {
  const inner = error.errors ?? error.cause?.errors ?? [];
  return [error.message, ...inner.map(reason)].join(' ');
}

const answers = {};
for(const [name, text] of Object.entries(cases)) {
  try {
    answers[name] = await (text.startsWith('{') ? credential(text) : token(text));
  } catch(error) {
    answers[name] = reason(error);
  }
}
process.stdout.write(JSON.stringify(answers));
