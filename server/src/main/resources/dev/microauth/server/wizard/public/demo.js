// Signs somebody in by the authorization code flow with PKCE (RFC 6749 §4.1, RFC 7636, RFC 9207). Tokens stay in the
// variables of this module: a reload forgets them, and the session at the server gives new ones without a question.

const clientId = document.querySelector('meta[name="client-id"]').content;
const here = location.origin + location.pathname;
const scope = 'openid profile email';
const travelling = 'sign-in under way';

const part = (id) => document.getElementById(id);

function say(text) {
  part('status').textContent = text;
}

function base64url(bytes) {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

function random() {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

async function json(request, address, options) {
  const answer = await fetch(address, options);
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    throw new Error(body.error_description ?? `${request} was answered with ${answer.status}.`);
  }
  return body;
}

// What was asked is kept for the way back, in this tab alone.
async function signIn(server) {
  const asked = { state: random(), nonce: random(), verifier: random() };
  sessionStorage.setItem(travelling, JSON.stringify(asked));
  const challenge = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(asked.verifier));
  const address = new URL(server.authorization_endpoint);
  address.search = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: here,
    scope,
    state: asked.state,
    nonce: asked.nonce,
    code_challenge: base64url(challenge),
    code_challenge_method: 'S256',
  });
  location.assign(address);
}

// The answer stands in the address once; a bookmark of it would be worth nothing.
function answered() {
  const answer = new URLSearchParams(location.search);
  const asked = JSON.parse(sessionStorage.getItem(travelling) ?? 'null');
  sessionStorage.removeItem(travelling);
  history.replaceState(null, '', here);
  return { answer, asked };
}

async function redeem(server, answer, asked) {
  if (asked === null || answer.get('state') !== asked.state) {
    throw new Error('This answer belongs to no sign-in of this tab. Start again.');
  }
  if (answer.get('iss') !== server.issuer) {
    throw new Error('This answer comes from another server. Start again.');
  }
  if (answer.has('error')) {
    throw new Error(answer.get('error_description') ?? answer.get('error'));
  }
  const tokens = await json('The code', server.token_endpoint, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: clientId,
      redirect_uri: here,
      code: answer.get('code'),
      code_verifier: asked.verifier,
    }),
  });
  requireMine(tokens.id_token, server, asked);
  return tokens;
}

// It came from the token endpoint itself, so that its signature need not be looked at (OpenID Connect Core §3.1.3.7).
function requireMine(idToken, server, asked) {
  const payload = idToken.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
  const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0));
  const claims = JSON.parse(new TextDecoder().decode(bytes));
  const mine = [claims.aud].flat().includes(clientId) && claims.nonce === asked.nonce;
  if (claims.iss !== server.issuer || !mine || claims.exp * 1000 < Date.now()) {
    throw new Error('The ID token is not for this page. Start again.');
  }
}

async function show(server, tokens) {
  const claims = await json('The question who you are', server.userinfo_endpoint, {
    headers: { authorization: `Bearer ${tokens.access_token}` },
  });
  part('claims').replaceChildren(
    ...Object.entries(claims).flatMap(([name, value]) => {
      const term = document.createElement('dt');
      const detail = document.createElement('dd');
      term.textContent = name;
      detail.textContent = typeof value === 'string' ? value : JSON.stringify(value);
      return [term, detail];
    }),
  );
  say('');
  part('sign-in').hidden = true;
  part('person').hidden = false;
  part('sign-out').addEventListener('click', () => signOut(server, tokens));
}

function signOut(server, tokens) {
  const address = new URL(server.end_session_endpoint);
  address.search = new URLSearchParams({
    id_token_hint: tokens.id_token,
    post_logout_redirect_uri: here,
  });
  location.assign(address);
}

function explain() {
  part('command').textContent =
    `mad client create ${clientId} --auth-method none --scope "${scope}"` +
    ` --grant-type authorization_code --redirect-uri ${here} --post-logout-redirect-uri ${here}`;
}

async function start() {
  explain();
  const server = await json('The metadata', new URL('.well-known/openid-configuration', here));
  if (new URL(server.issuer).origin !== location.origin) {
    say(`This server is ${server.issuer}: open the page there.`);
    return;
  }
  part('sign-in').hidden = false;
  part('sign-in').addEventListener('click', () => signIn(server));
  say('Nobody is signed in here.');
  if (new URLSearchParams(location.search).has('iss')) {
    const { answer, asked } = answered();
    say('One moment …');
    await show(server, await redeem(server, answer, asked));
  }
}

start().catch((problem) => say(problem.message));
