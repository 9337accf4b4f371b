/*
 * Passkeys in a browser, and the button that shows a password. Whatever a page needs beside these works without scripts.
 *
 * A page says what it wants in plain forms, and this script fills them in and sends them:
 *
 *   <form method="post" action="..." data-passkey="sign-in | second-factor | enrol">
 *     <input type="hidden" name="passkey_options" value="what the authenticator is asked, as JSON">
 *     <input type="hidden" name="passkey_state" value="sealed; comes back as it is">
 *     <input type="hidden" name="passkey_credential" value="">      filled in here, with JSON
 *     <button type="submit">...</button>
 *     <p hidden data-passkey-problem role="alert">...</p>           shown when nothing came of it
 *     <p hidden data-passkey-known role="alert">...</p>             shown when this authenticator is enrolled already
 *   </form>
 *
 * The form, or a block around it, may be `hidden`: it is shown where the browser knows passkeys. With "sign-in" the
 * browser also offers passkeys in the field of the user name, if that has autocomplete="username webauthn".
 *
 *   <button type="button" hidden data-shows="id of a password field" aria-pressed="false">...</button>
 *
 * Nothing is built from text here, so that `require-trusted-types-for 'script'` holds.
 */
(() => {
  'use strict';

  const bytes = text => {
    const raw = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
    return Uint8Array.from(raw, each => each.charCodeAt(0));
  };

  const text = buffer => {
    let raw = '';
    for (const each of new Uint8Array(buffer)) raw += String.fromCharCode(each);
    return btoa(raw).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  };

  const descriptors = (list = []) => list.map(each => ({ ...each, id: bytes(each.id) }));

  // The browser's own reading and writing came later than passkeys did.
  const creation = json => PublicKeyCredential.parseCreationOptionsFromJSON
    ? PublicKeyCredential.parseCreationOptionsFromJSON(json)
    : {
        ...json,
        challenge: bytes(json.challenge),
        user: { ...json.user, id: bytes(json.user.id) },
        excludeCredentials: descriptors(json.excludeCredentials),
      };

  const request = json => PublicKeyCredential.parseRequestOptionsFromJSON
    ? PublicKeyCredential.parseRequestOptionsFromJSON(json)
    : { ...json, challenge: bytes(json.challenge), allowCredentials: descriptors(json.allowCredentials) };

  const written = credential => {
    const answer = credential.response;
    const response = { clientDataJSON: text(answer.clientDataJSON) };
    if (answer.attestationObject) {
      response.attestationObject = text(answer.attestationObject);
      response.transports = answer.getTransports ? answer.getTransports() : [];
    } else {
      response.authenticatorData = text(answer.authenticatorData);
      response.signature = text(answer.signature);
      if (answer.userHandle) response.userHandle = text(answer.userHandle);
    }
    return {
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      clientExtensionResults: {},
      response,
    };
  };

  const json = credential => {
    // Some password managers hand out credentials whose toJSON throws.
    try {
      return JSON.stringify(credential.toJSON ? credential.toJSON() : written(credential));
    } catch {
      return JSON.stringify(written(credential));
    }
  };

  const field = (form, name) => form.elements.namedItem(name);

  const reveal = element => {
    for (let hidden = element.closest('[hidden]'); hidden; hidden = element.closest('[hidden]')) {
      hidden.hidden = false;
    }
  };

  // One question at a time: the browser refuses a second one.
  let waiting = null;

  const ask = (form, conditional) => {
    if (waiting) waiting.abort();
    waiting = new AbortController();
    const asked = JSON.parse(field(form, 'passkey_options').value);
    const options = { signal: waiting.signal };
    if (form.dataset.passkey === 'enrol') {
      return navigator.credentials.create({ ...options, publicKey: creation(asked) });
    }
    if (conditional) options.mediation = 'conditional';
    return navigator.credentials.get({ ...options, publicKey: request(asked) });
  };

  const send = (form, credential) => {
    field(form, 'passkey_credential').value = json(credential);
    form.submit();
  };

  const complain = (form, error) => {
    const known = error.name === 'InvalidStateError' && form.querySelector('[data-passkey-known]');
    const place = known || form.querySelector('[data-passkey-problem]');
    if (place) place.hidden = false;
  };

  const quiet = form => {
    for (const each of form.querySelectorAll('[data-passkey-problem], [data-passkey-known]')) each.hidden = true;
  };

  const offer = async form => {
    const able = PublicKeyCredential.isConditionalMediationAvailable;
    if (!able || !(await PublicKeyCredential.isConditionalMediationAvailable())) return;
    try {
      send(form, await ask(form, true));
    } catch {
      // Nobody chose a passkey; the button is still there.
    }
  };

  const start = form => {
    const invite = () => form.dataset.passkey === 'sign-in' && offer(form);
    form.addEventListener('submit', async event => {
      event.preventDefault();
      quiet(form);
      try {
        send(form, await ask(form, false));
      } catch (error) {
        complain(form, error);
        invite();
      }
    });
    reveal(form);
    invite();
  };

  // A page that the browser kept holds an answer that was sent, and a question that was used.
  addEventListener('pageshow', event => {
    if (event.persisted && document.querySelector('form[data-passkey]')) location.reload();
  });

  if (window.PublicKeyCredential && navigator.credentials) {
    document.querySelectorAll('form[data-passkey]').forEach(start);
  }

  for (const button of document.querySelectorAll('button[data-shows]')) {
    const password = document.getElementById(button.dataset.shows);
    if (!password) continue;
    const show = shown => {
      password.type = shown ? 'text' : 'password';
      button.setAttribute('aria-pressed', String(shown));
    };
    button.addEventListener('click', () => show(password.type === 'password'));
    // What is sent as text, browsers remember as text.
    if (password.form) password.form.addEventListener('submit', () => show(false));
    button.hidden = false;
  }
})();
