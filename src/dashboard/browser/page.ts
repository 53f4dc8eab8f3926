// The page in the browser: puts what the stream says where it belongs, and says when it says nothing. A page that has not been told
// anything for a few seconds does not look healthy. Controls are unlocked by a token that only this window keeps.
import { answerOf, element, showText, takeInput } from './elements.ts';
import { listen } from './listen.ts';
import type { ControlReply, PageMessage } from './messages.ts';

const silenceMsMax = 3_000;
const againMs = 1_000;

let token = tokenOfAddress();
let heardAtMs = performance.now();
let trouble: string | undefined;

/** A link with "#token=…" unlocks at once; the address does not keep it, and no server was sent it. */
function tokenOfAddress(): string {
  const given = /^#token=([\w-]+)$/.exec(location.hash)?.[1] ?? '';
  if (given !== '') history.replaceState(null, '', location.pathname);
  return given;
}

function show({ skeleton, sections = {}, title, announcement, hasControls }: PageMessage): void {
  heardAtMs = performance.now();
  trouble = undefined;
  if (skeleton !== undefined) element('runs').innerHTML = skeleton;
  for (const [place, markup] of Object.entries(sections)) put(place, markup);
  if (title !== undefined) document.title = title;
  if (announcement !== undefined) showText('announcer', announcement);
  if (hasControls !== undefined) offerControls(hasControls);
  tick();
}

/** What somebody has opened, and where he has scrolled to, stays. */
function put(place: string, markup: string): void {
  const target = document.querySelector(`[data-section="${CSS.escape(place)}"]`);
  if (target === null) return;
  const isOpen = target.querySelector('details')?.open === true;
  const scrolled = target.querySelector('ol')?.scrollTop ?? 0;
  target.innerHTML = markup;
  const details = target.querySelector('details');
  if (details !== null && isOpen) details.open = true;
  target.querySelector('ol')?.scrollTo({ top: scrolled });
}

/** Says how old what is shown is. */
function tick(): void {
  const seconds = Math.floor((performance.now() - heardAtMs) / 1_000);
  const isLost = trouble !== undefined || seconds * 1_000 >= silenceMsMax;
  document.body.dataset['state'] = isLost ? 'lost' : 'live';
  showText('connection', isLost ? `old: nothing heard for ${seconds} s` : 'live');
  const said = trouble ?? 'The dashboard does not answer.';
  showText('trouble', isLost ? `${said} What stands here is ${seconds} s old: look at both venues.` : '');
}

function offerControls(hasControls: boolean): void {
  const unlock = element('unlock');
  unlock.hidden = !hasControls;
  unlock.textContent = token === '' ? 'Unlock controls' : 'Lock controls';
  document.body.classList.toggle('unlocked', hasControls && token !== '');
}

async function toggleLock(): Promise<void> {
  if (token === '') {
    const answer = await answerOf('key');
    const typed = takeInput('token');
    if (answer === 'yes') token = typed;
  } else token = '';
  offerControls(true);
}

const explained: Readonly<Record<string, string>> = {
  pause:
    'Nothing new is built until somebody resumes. What is open is hedged, and unwound in its usual time.',
  resume: 'It goes on: a pause, or a flatten, is over. A halt is not lifted by it.',
  flatten:
    'Both legs are closed now: as maker for up to ten seconds, then by taking, which costs the spread and taker fees. Then the run is paused.',
  halt: 'Nothing that enlarges exposure is sent any more, and the run ends. What is naked is hedged; a balanced pair stays open. Only `evenkeel resume` on its machine lets it go on.',
};

async function control(button: HTMLElement): Promise<void> {
  const { run = '', name = run } = button.closest<HTMLElement>('[data-run]')?.dataset ?? {};
  const { action = '' } = button.dataset;
  const label = button.textContent ?? action;
  showText('confirm-title', `${label} ${name}?`);
  showText('confirm-text', explained[action] ?? '');
  showText('confirm-yes', label);
  if ((await answerOf('confirm')) !== 'yes') return;
  showText('said', `${label} ${name}: asked for …`);
  const { isAccepted, text } = await ask(run, action);
  showText('said', `${label} ${name}: ${isAccepted ? text : `not done. ${text}`}`);
}

async function ask(run: string, action: string): Promise<ControlReply> {
  try {
    const response = await fetch('/control', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ run, action }),
    });
    return (await response.json()) as ControlReply;
  } catch {
    return { isAccepted: false, text: 'The dashboard does not answer; nobody knows whether it was done.' };
  }
}

element('unlock').addEventListener('click', () => {
  toggleLock().catch(reportError);
});
element('runs').addEventListener('click', (event) => {
  const button =
    event.target instanceof Element ? event.target.closest<HTMLElement>('button[data-action]') : null;
  if (button !== null) control(button).catch(reportError);
});
setInterval(tick, 1_000);
for (;;) {
  trouble = (await listen(token, show)) ?? trouble;
  tick();
  if (trouble !== undefined && token === '' && trouble.includes('token')) await toggleLock();
  await new Promise((resolve) => {
    setTimeout(resolve, againMs);
  });
}
