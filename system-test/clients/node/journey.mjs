// CLIENT_SECRET=… node journey.mjs ISSUER CLIENT_ID [USERNAME PASSWORD]: discovery, a token, introspection, revocation with
// npm's openid-client; with a user also the password grant and a refresh.
import * as client from 'openid-client';

const [issuer, clientId, username, password] = process.argv.slice(2);
const secret = process.env.CLIENT_SECRET;
// Plain HTTP is for loopback, as here.
const options = { execute: [client.allowInsecureRequests] };
const seen = {};

for (const [name, method] of [
  ['basic', client.ClientSecretBasic(secret)],
  ['post', client.ClientSecretPost(secret)],
]) {
  const config = await client.discovery(new URL(issuer), clientId, undefined, method, options);
  const granted = await client.clientCredentialsGrant(config);
  const before = await client.tokenIntrospection(config, granted.access_token);
  await client.tokenRevocation(config, granted.access_token);
  const after = await client.tokenIntrospection(config, granted.access_token);
  seen[name] = { type: granted.token_type, before: before.active, sub: before.sub, after: after.active };
}

if (username) {
  const config = await client.discovery(new URL(issuer), clientId, secret, undefined, options);
  const first = await client.genericGrantRequest(config, 'password', { username, password, scope: 'openid email' });
  const { sub } = await client.tokenIntrospection(config, first.access_token);
  const next = await client.refreshTokenGrant(config, first.refresh_token);
  const info = await client.fetchUserInfo(config, next.access_token, sub);
  await client.tokenRevocation(config, next.refresh_token);
  const after = await client.tokenIntrospection(config, next.access_token);
  seen.user = { rotated: next.refresh_token !== first.refresh_token, userinfo: info.sub === sub, after: after.active };
}
console.log(JSON.stringify(seen));
