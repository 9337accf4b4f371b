// CLIENT_SECRET=… node login.mjs ISSUER CLIENT_ID REDIRECT_URI: begins a sign-in with npm's openid-client and prints where
// the browser has to go and what has to be remembered.
// … login.mjs ISSUER CLIENT_ID REDIRECT_URI REMEMBERED ARRIVED [GOODBYE]: goes on with the address at which the browser
// arrived: code, ID token, userinfo, refresh, and where to sign out.
import * as client from 'openid-client';

const [issuer, clientId, redirectUri, remembered, arrived, goodbye] = process.argv.slice(2);
const secret = process.env.CLIENT_SECRET;
const method = secret ? client.ClientSecretBasic(secret) : client.None();
// Plain HTTP is for loopback, as here.
const options = { execute: [client.allowInsecureRequests] };
const config = await client.discovery(new URL(issuer), clientId, undefined, method, options);

if (!remembered) {
  const verifier = client.randomPKCECodeVerifier();
  const state = client.randomState();
  const nonce = client.randomNonce();
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid profile email offline_access',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  });
  console.log(JSON.stringify({ url: url.href, remembered: JSON.stringify({ verifier, state, nonce }) }));
} else {
  const { verifier, state, nonce } = JSON.parse(remembered);
  const granted = await client.authorizationCodeGrant(config, new URL(arrived), {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
  });
  const claims = granted.claims();
  const info = await client.fetchUserInfo(config, granted.access_token, claims.sub);
  const next = await client.refreshTokenGrant(config, granted.refresh_token);
  const seen = {
    amr: claims.amr,
    name: info.preferred_username,
    rotated: next.refresh_token !== granted.refresh_token,
    same: next.claims().sub === claims.sub && next.claims().auth_time === claims.auth_time,
  };
  const leave = client.buildEndSessionUrl(config, {
    id_token_hint: granted.id_token,
    post_logout_redirect_uri: goodbye,
    state: 'bye',
  });
  console.log(JSON.stringify({ ...seen, leave: leave.href }));
}
