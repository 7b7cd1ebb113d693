/** Style of the stand-alone report. No '<' and no quotes of HTML in here: it is written into a style element as text. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1b1c1d; --paper: #fff; --soft: #5a5f66; --line: #d4d4d5; --bad: #b3261e; --warn: #8a5300; --good: #1a6b2d; --link: #1558b0; }
@media (prefers-color-scheme: dark) { :root { --ink: #eceff1; --paper: #16181a; --soft: #aab2ba; --line: #3a3f44; --bad: #ff8a80; --warn: #ffcc80; --good: #8fd99b; --link: #8ab4f8; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
h1 { margin: 0; font-size: 1.6rem; } h2 { margin: 1.6rem 0 .2rem; font-size: 1.2rem; } h3 { margin: .8rem 0 .2rem; font-size: 1rem; }
p { margin: .3rem 0; } ul, ol { margin: .3rem 0; padding-left: 1.4rem; }
a { color: var(--link); }
.score { font-size: 1.4rem; font-weight: 700; }
.why, small, .counts, footer { color: var(--soft); }
.first { border: 2px solid var(--line); border-radius: .4rem; padding: .2rem 1rem .6rem; margin-top: 1rem; } .first h2 { margin-top: .6rem; }
.row { border: 1px solid var(--line); border-radius: .4rem; padding: .5rem .8rem; margin: .5rem 0; }
.row.fail { border-left: .4rem solid var(--bad); } .row.warn { border-left: .4rem solid var(--warn); } .row.pass { border-left: .4rem solid var(--good); }
.row.manual, .row.unknown { border-left: .4rem solid var(--link); }
summary { cursor: pointer; }
.fail > summary .verdict, .severity.critical, .severity.high { color: var(--bad); font-weight: 600; }
.warn > summary .verdict, .severity.medium { color: var(--warn); font-weight: 600; }
.pass > summary .verdict { color: var(--good); font-weight: 600; }
.accepted { opacity: .75; }
footer { border-top: 1px solid var(--line); margin-top: 2rem; font-size: .9rem; }
@media print { .row { break-inside: avoid; } a { color: inherit; } }
`;
