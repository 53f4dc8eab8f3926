// The document around the sections. There is nothing in it but words: what is running comes over the stream, to those who may see it.
export const shell = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/style.css">
<script type="module" src="/page.js"></script>
<title>evenkeel</title>
</head>
<body data-state="connecting">
<a class="skip" href="#runs">To the pairs</a>
<header class="top">
<h1>evenkeel</h1>
<p id="connection" class="quiet" role="status">connecting</p>
<button type="button" id="unlock" hidden>Unlock controls</button>
</header>
<p id="trouble" class="trouble" role="alert" hidden></p>
<p id="said" class="said" role="status" hidden></p>
<main id="runs" tabindex="-1"><noscript><p class="trouble">This page needs its script to be live. <a href="/status.json">status.json</a> has the same figures.</p></noscript></main>
<p id="announcer" class="hidden" aria-live="polite"></p>
<dialog id="confirm" aria-labelledby="confirm-title" aria-describedby="confirm-text">
<form method="dialog">
<h2 id="confirm-title"></h2>
<p id="confirm-text"></p>
<div class="buttons"><button type="submit" value="no" autofocus>Cancel</button><button type="submit" value="yes" id="confirm-yes" class="danger"></button></div>
</form>
</dialog>
<dialog id="key" aria-labelledby="key-title">
<form method="dialog">
<h2 id="key-title">Unlock controls</h2>
<p>The token was shown when the dashboard was started with <code>--control</code>, or is <code>EVENKEEL_DASHBOARD_TOKEN</code>. It is kept by this window alone, until it is closed.</p>
<label for="token">Token</label>
<input id="token" type="password" autocomplete="off" spellcheck="false">
<div class="buttons"><button type="submit" value="no">Cancel</button><button type="submit" value="yes" class="primary">Unlock</button></div>
</form>
</dialog>
<footer class="quiet">evenkeel · <a href="/status.json">status.json</a></footer>
</body>
</html>
`;
