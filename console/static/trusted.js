// The one place where a string becomes markup: what htmx has just fetched from this console, and
// text that holds no tag. Whatever else is handed to innerHTML and its like is refused.

(() => {
  if (!window.trustedTypes) return;
  const KEPT = 8; // answers whose swap may still be waiting
  const WRAPPED = /^<body><template class="internal-htmx-wrapper">([^]*)<\/template><\/body>$/;
  const HEAD = /<head(\s[^>]*>|>)([\s\S]*?)<\/head>/i;
  const PANTRY = "<div id='--htmx-preserve-pantry--'></div>"; // htmx's own
  const answers = [];

  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (detail.xhr.responseURL && new URL(detail.xhr.responseURL).origin !== location.origin) return;
    const answer = detail.serverResponse;
    answers.push(answer, answer.replace(HEAD, ""));
    answers.splice(0, Math.max(answers.length - 2 * KEPT, 0));
  });

  window.trustedTypes.createPolicy("default", {
    createHTML(text) {
      const inner = WRAPPED.exec(text)?.[1] ?? text;
      const known = !text.includes("<") || text === PANTRY || answers.includes(inner);
      return known ? text : null;
    },
    createScriptURL(address) {
      const { origin, pathname } = new URL(address, location.href);
      return origin === location.origin && pathname.startsWith("/static/") ? address : null;
    },
  });
})();
