// Passkeys: the browser proves that it has one, or makes one, and the form takes the answer along.

import { one } from "./dom.js";

const form = one("#passkey");
const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

if (form && window.PublicKeyCredential) {
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run().catch(fail);
  });
}

async function run() {
  const { ask, offer } = form.dataset;
  const data = await fetched(ask ?? offer);
  const answer = ask ? await shown(data) : await made(data);
  one("[name=answer]", form).value = JSON.stringify(answer);
  form.submit();
}

async function fetched(address) {
  const csrf = one("[name=csrf]", form)?.value ?? "";
  const response = await fetch(address, { method: "POST", body: new URLSearchParams({ csrf }) });
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

async function shown(data) {
  const credential = await navigator.credentials.get({
    publicKey: { ...data, challenge: bytes(data.challenge) },
  });
  const { clientDataJSON, authenticatorData, signature, userHandle } = credential.response;
  return whole(credential, {
    clientDataJSON: text(clientDataJSON),
    authenticatorData: text(authenticatorData),
    signature: text(signature),
    userHandle: userHandle ? text(userHandle) : null,
  });
}

async function made(data) {
  const excludeCredentials = data.excludeCredentials.map((each) => ({ ...each, id: bytes(each.id) }));
  const user = { ...data.user, id: bytes(data.user.id) };
  const credential = await navigator.credentials.create({
    publicKey: { ...data, challenge: bytes(data.challenge), user, excludeCredentials },
  });
  const { clientDataJSON, attestationObject } = credential.response;
  return whole(credential, {
    clientDataJSON: text(clientDataJSON),
    attestationObject: text(attestationObject),
  });
}

const whole = ({ id, rawId, type }, response) => ({ id, rawId: text(rawId), type, response });

// Whoever only closed the browser's question is told nothing worse than that nothing happened.
function fail() {
  const place = one(".problems", form);
  place.textContent = form.dataset.failed;
  place.hidden = false;
}
