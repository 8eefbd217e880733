package challengeui

// CSS is the style sheet of every screen. In a page it is a file of its own, in the
// modal's shadow root a constructed sheet; it needs no inline style anywhere.
//
// Pages theme it through the custom properties --rupt-* and ::part; the rules below
// use only the private names that are derived from them.
const CSS = cssTokens + cssPage + cssText + cssButtons + cssCode + cssDevices + cssFooter + cssModal + cssModes

// cssTokens: one place for every colour, size and distance. Colours reach 4.5:1 as
// text and 3:1 as the edge of a control, in both schemes.
const cssTokens = `
.challenge-page{color-scheme:light;` + cssLight + `
--r:var(--rupt-radius,.75rem);
--font:var(--rupt-font,system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans Arabic","Noto Sans JP","Noto Sans SC",sans-serif);
--mono:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;
--small:.875rem;--body:1rem;--large:1.5rem;
--s1:.25rem;--s2:.5rem;--s3:.75rem;--s4:1rem;--s5:1.5rem;--s6:2rem;
--pitch:calc((23.5rem + 4px)/6)}
@media (prefers-color-scheme:dark){.challenge-page:not([data-theme=light]){color-scheme:dark;` + cssDark + `}}
.challenge-page[data-theme=dark]{color-scheme:dark;` + cssDark + `}
`

const cssLight = `--bg:var(--rupt-background,#f3f4f7);--card:var(--rupt-surface,#fff);--ink:var(--rupt-text,#171a21);
--muted:var(--rupt-muted,#565c69);--line:var(--rupt-border,#dfe2e8);--edge:#868d9b;
--accent:var(--rupt-accent,#3a45d0);--on-accent:var(--rupt-on-accent,#fff);
--bad:#b3261e;--good:#15693a;--shade:0 1px 2px rgb(23 26 33/.06),0 12px 32px rgb(23 26 33/.08);`

const cssDark = `--bg:var(--rupt-background,#0e1014);--card:var(--rupt-surface,#181b21);--ink:var(--rupt-text,#f1f3f7);
--muted:var(--rupt-muted,#a8afbd);--line:var(--rupt-border,#2d323c);--edge:#757d8d;
--accent:var(--rupt-accent,#a3adff);--on-accent:var(--rupt-on-accent,#10133a);
--bad:#ffb0a6;--good:#7fdba2;--shade:0 0 0 1px var(--line);`

const cssPage = `
.challenge-page,.challenge-page *{box-sizing:border-box}
.challenge-page{margin:0;min-block-size:100vh;min-block-size:100dvh;display:flex;flex-direction:column;align-items:center;
justify-content:center;gap:var(--s5);padding:var(--s5) var(--s4);background:var(--bg);color:var(--ink);
font:400 var(--body)/1.5 var(--font);overflow-wrap:break-word;-webkit-text-size-adjust:100%}
.challenge-container{inline-size:100%;max-inline-size:27.5rem;padding:var(--s6);background:var(--card);
border:1px solid transparent;border-radius:calc(var(--r)*1.5);box-shadow:var(--shade)}
.challenge-header{display:flex;align-items:center;gap:var(--s3);margin-block-end:var(--s5)}
.challenge-header:empty{display:none}
.challenge-page .challenge-header form{margin-inline:auto calc(-1*var(--s2))}
.project-logo{inline-size:2.5rem;block-size:2.5rem;object-fit:contain;border-radius:var(--s2)}
.project-name{font-weight:600}
.icon{flex:none;inline-size:1.5rem;block-size:1.5rem}
.sign{display:grid;place-items:center;inline-size:3.5rem;block-size:3.5rem;margin-block-end:var(--s4);border-radius:50%;
color:var(--accent);background:color-mix(in srgb,currentColor 12%,transparent)}
.sign .icon{inline-size:1.75rem;block-size:1.75rem}
.sign[data-good]{color:var(--good)}
.spinner{inline-size:2.5rem;block-size:2.5rem;margin-block-end:var(--s4);border:3px solid var(--line);border-block-start-color:var(--accent);
border-radius:50%;animation:challenge-turn 1s linear infinite}
@keyframes challenge-turn{to{transform:rotate(1turn)}}
.hidden{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
`

const cssText = `
.challenge-heading{margin:0;font-size:var(--large);line-height:1.25;font-weight:650;letter-spacing:-.011em;text-wrap:balance}
.challenge-page .challenge-heading:focus{outline:none}
.challenge-subheading{margin:var(--s2) 0 0;color:var(--muted);text-wrap:pretty}
.destination{overflow-wrap:anywhere;color:var(--ink);font-weight:500}
.channel-button .destination{font-weight:inherit}
.notices{display:flow-root}
.notice{display:flex;gap:var(--s2);align-items:start;margin:var(--s4) 0 0;font-size:var(--small);font-weight:500}
.notice:empty{margin:0}
.notice .icon{inline-size:1.25rem;block-size:1.25rem}
.notice-bad{color:var(--bad)}
.notice-good{color:var(--good)}
.challenge-body{display:grid;gap:var(--s3);margin-block-start:var(--s5)}
.challenge-page:lang(ja) .challenge-heading{word-break:auto-phrase}
.challenge-body:empty{display:none}
.hint,.no-contact,.challenge-refused{margin:0;font-size:var(--small);color:var(--muted)}
.hint{text-align:center;margin-block:calc(-1*var(--s1)) var(--s1)}
.challenge-refused{margin-block-start:var(--s5);padding-block-start:var(--s4);border-block-start:1px solid var(--line)}
`

const cssButtons = `
.challenge-page form{display:flex;flex-direction:column;gap:var(--s3);margin:0}
.challenge-page button,.language-selector-button{font:inherit;color:inherit;cursor:pointer;-webkit-tap-highlight-color:transparent}
.primary-cta,.secondary-cta,.channel-button,.quiet-cta,.retry-button{display:flex;align-items:center;justify-content:center;gap:var(--s3);
inline-size:100%;min-block-size:3rem;padding:var(--s2) var(--s4);border:1px solid transparent;border-radius:var(--r);
text-align:center;transition:background-color .12s,border-color .12s}
.challenge-page .primary-cta{background:var(--accent);color:var(--on-accent);font-weight:600}
.primary-cta:hover{background:color-mix(in srgb,var(--accent) 88%,var(--ink))}
.secondary-cta,.channel-button,.retry-button{background:transparent;border-color:var(--edge);font-weight:500}
.secondary-cta:hover,.channel-button:hover,.retry-button:hover,.quiet-cta:hover{background:color-mix(in srgb,var(--ink) 5%,transparent)}
.channel-button{justify-content:start;text-align:start;min-block-size:3.5rem}
.channel-button .icon{color:var(--accent)}
.quiet-cta{background:transparent;min-block-size:2.5rem}
.challenge-page .quiet-cta{color:var(--muted)}
.retry-button{inline-size:auto;align-self:start;min-block-size:2.5rem;margin-block:var(--s3) var(--s2)}
.back-button,.close-button,.resend-button{display:inline-flex;align-items:center;align-self:start;background:none;border:0;
border-radius:var(--s2);min-block-size:2.5rem;padding:var(--s1) var(--s2);font-weight:500}
.challenge-page .resend-button{color:var(--accent)}
.challenge-page .back-button{color:var(--muted);margin:calc(-1*var(--s3)) 0 var(--s2);margin-inline-start:calc(-1*var(--s3));padding-inline-start:var(--s1)}
.back-button .icon{inline-size:1.25rem;block-size:1.25rem}
.back-button:hover,.close-button:hover,.resend-button:hover{background:color-mix(in srgb,currentColor 8%,transparent)}
[dir=rtl] .icon-back{transform:scaleX(-1)}
.challenge-page :focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.challenge-page [aria-disabled=true]{cursor:default}
.challenge-page .resend-button[aria-disabled=true]{color:var(--muted)}
.primary-cta[data-busy]::after{content:"";inline-size:1.125rem;block-size:1.125rem;border:2px solid currentColor;
border-inline-end-color:transparent;border-radius:50%;animation:challenge-turn .8s linear infinite}
`

// cssCode draws the digits of one input over six boxes: each digit is as wide as a
// box, and the input is a box wider than they are, so that it never scrolls. What
// sticks out is clipped, not hidden: a hidden part is scrolled to by the caret.
const cssCode = `
.code-field{display:grid;gap:var(--s2)}
.code-label{font-weight:500}
.code{position:relative;inline-size:calc(6*var(--pitch));block-size:3.5rem;overflow:clip;margin-inline:-3px}
.code-boxes{position:absolute;inset:0;display:grid;grid-template-columns:repeat(6,1fr)}
.code-box{margin:2px 3px;border:1px solid var(--edge);border-radius:calc(var(--r)*.75)}
.code:focus-within .code-box{border-color:var(--accent);box-shadow:0 0 0 1px var(--accent)}
.code:has([aria-invalid]) .code-box{border-color:var(--bad);box-shadow:0 0 0 1px var(--bad)}
.code-input{position:absolute;inset-block:0;inset-inline-start:0;inline-size:calc(7*var(--pitch));padding:0;
padding-inline-start:calc((var(--pitch) - 1ch)/2);border:0;background:transparent;color:var(--ink);caret-color:var(--accent);
font:600 1.5rem/1 var(--mono);letter-spacing:calc(var(--pitch) - 1ch);text-align:start;border-radius:0}
.challenge-page .code-input:focus-visible{outline:none}
.code-input:autofill{-webkit-text-fill-color:var(--ink);transition:background-color 86400s}
.challenge-page .resend{flex-flow:row wrap;align-items:center;justify-content:space-between;gap:0 var(--s3);min-block-size:2.5rem}
.resend-button{margin-inline-start:calc(-1*var(--s2))}
.resend-wait{font-size:var(--small);color:var(--muted);font-variant-numeric:tabular-nums}
[data-screen=code] .notices{min-block-size:calc(var(--s4) + 1.5*var(--small))}
[data-screen=code] .challenge-body{margin-block-start:var(--s3)}
`

const cssDevices = `
.review-devices-container{list-style:none;margin:0;padding:0;display:grid;gap:var(--s3)}
.device{display:grid;grid-template-columns:auto 1fr auto;align-items:center;gap:var(--s1) var(--s3);padding:var(--s3) var(--s4);
border:1px solid var(--line);border-radius:var(--r)}
.device>.icon{color:var(--muted);grid-row:span 2;align-self:start;margin-block-start:.125rem}
.device-text{display:grid;min-inline-size:0}
.device-name{font-weight:600}
.device-detail{font-size:var(--small);color:var(--muted)}
.device-detail::first-letter{text-transform:uppercase}
.device-logout{grid-column:2/-1;justify-self:start;font-weight:500}
.device-current{align-self:start;padding:0 var(--s2);border-radius:1em;font-size:var(--small);font-weight:500;background:color-mix(in srgb,currentColor 8%,transparent)}
.device-logout{min-block-size:2.25rem;padding:var(--s1) var(--s3);margin-block-start:var(--s1);background:transparent;
border:1px solid var(--edge);border-radius:calc(var(--r)*.75)}
.challenge-page .device-logout{color:var(--bad);font-size:var(--small)}
.device-logout:hover{background:color-mix(in srgb,var(--bad) 8%,transparent)}
.device-current{color:var(--good)}
`

const cssFooter = `
.challenge-footer{display:flex;justify-content:center;font-size:var(--small)}
.language-selector{position:relative}
.language-selector-button{display:inline-flex;align-items:center;gap:var(--s2);min-block-size:2.5rem;padding:var(--s1) var(--s3);
border-radius:var(--s2);color:var(--muted);list-style:none}
.language-selector-button::-webkit-details-marker{display:none}
.language-selector-button:hover{background:color-mix(in srgb,var(--ink) 5%,transparent)}
.language-selector-button .icon{inline-size:1.125rem;block-size:1.125rem}
.language-list{position:absolute;z-index:1;inset-block-end:calc(100% + var(--s2));inset-inline:50% auto;translate:-50%;margin:0;padding:var(--s2);
list-style:none;min-inline-size:13rem;background:var(--card);border:1px solid var(--line);border-radius:var(--r);box-shadow:var(--shade)}
[dir=rtl] .language-list{translate:50%}
.language-option{inline-size:100%;min-block-size:2.5rem;padding:var(--s1) var(--s3);border:0;border-radius:var(--s2);background:none;text-align:start}
.language-option:hover{background:color-mix(in srgb,var(--ink) 6%,transparent)}
.language-option[aria-current]{font-weight:600}
`

// cssModal: nothing but --rupt-* comes from the page, whatever its rules say of every element.
const cssModal = `
:host{all:initial!important}
dialog.challenge-page{position:fixed;inset:0;--pitch:min(calc((23.5rem + 4px)/6),calc((100vw - 5rem + 4px)/6));min-block-size:0;inline-size:calc(100% - 2rem);max-inline-size:26.5rem;max-block-size:calc(100dvh - 2rem);margin:auto;padding:0;
border:0;border-radius:calc(var(--r)*1.5);background:var(--card);box-shadow:var(--shade);overflow:auto}
dialog.challenge-page:not([open]){display:none}
dialog.challenge-page::backdrop{background:rgb(10 12 18/.55)}
dialog .challenge-container{box-shadow:none;padding:var(--s5)}
dialog .challenge-footer{margin-block-start:var(--s5)}
.close-button{justify-content:center;inline-size:2.5rem;padding:0}
`

const cssModes = `
@media (max-width:30em){.challenge-page{--pitch:calc((100vw - 2rem + 4px)/6);justify-content:start;padding:0 0 var(--s5);background:var(--card)}
.challenge-container{padding:var(--s5) var(--s4);box-shadow:none;border-radius:0;max-inline-size:none}
.challenge-footer{margin-block-start:auto}
dialog.challenge-page{padding:0}}
@media (max-width:16em){.device-current{grid-column:2/-1;justify-self:start}}
@media (forced-colors:active){.challenge-container,.code-box,.sign{border:1px solid CanvasText}
.code:focus-within .code-box{outline:2px solid Highlight}.primary-cta{border-color:ButtonText}
.language-list{border-color:CanvasText}.challenge-page [aria-disabled=true]{color:GrayText}}
@media (prefers-reduced-motion:reduce){.challenge-page *,.challenge-page *::after{animation-duration:4s!important;transition:none!important}}
@media print{.challenge-footer{display:none}}
`
