// node verify.mjs ISSUER TOKEN: verifies an access token with npm's jose, by the keys that the metadata name.
import { createRemoteJWKSet, jwtVerify } from 'jose';

const [issuer, token] = process.argv.slice(2);
const metadata = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
const keys = createRemoteJWKSet(new URL(metadata.jwks_uri));
const { payload, protectedHeader } = await jwtVerify(token, keys, {
  issuer,
  audience: issuer,
  typ: 'at+jwt',
  requiredClaims: ['exp', 'iat', 'sub', 'jti', 'client_id'],
});
console.log(JSON.stringify({ alg: protectedHeader.alg, sub: payload.sub }));
