/**
 * Style of the stand-alone report. No '<' and no quotes of HTML in here: it is written into a style element as text. Without
 * blanks: it is a part of the page's code.
 */
export const STYLE = `
:root{color-scheme:light dark;--ink:#1b1c1d;--paper:#fff;--soft:#5a5f66;--line:#d4d4d5;--bad:#b3261e;--warn:#8a5300;--good:#1a6b2d;--link:#1558b0}
@media (prefers-color-scheme:dark){:root{--ink:#eceff1;--paper:#16181a;--soft:#aab2ba;--line:#3a3f44;--bad:#ff8a80;--warn:#ffcc80;--good:#8fd99b;--link:#8ab4f8}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
main{max-width:60rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere}
h1{margin:0;font-size:1.6rem}h2{margin:1.6rem 0 .2rem;font-size:1.2rem}h3{margin:.8rem 0 .2rem;font-size:1rem}
p{margin:.3rem 0}ul,ol{margin:.3rem 0;padding-left:1.4rem}
a{color:var(--link)}
.score{font-size:1.4rem}
.why,small,.counts,footer{color:var(--soft)}
.first{border:2px solid var(--line);border-radius:.4rem;padding:.2rem .8rem .5rem;margin-top:1rem}.first h2{margin-top:.6rem}
.fail{--own:var(--bad)}.warn{--own:var(--warn)}.pass{--own:var(--good)}.manual,.unknown{--own:var(--link)}
.row{border:1px solid var(--line);border-left:.4rem solid var(--own,var(--line));border-radius:.4rem;padding:.5rem .8rem;margin:.5rem 0}
summary{cursor:pointer}
.verdict{color:var(--own)}.severity:is(.critical,.high){color:var(--bad)}.severity.medium{color:var(--warn)}
.score,.verdict,.severity{font-weight:600}
.accepted{opacity:.75}
footer{border-top:1px solid var(--line);margin-top:1rem;font-size:.9rem}
@media print{
main{padding:0;font-size:10pt}summary{break-inside:avoid}summary,h2,h3{break-after:avoid}
a{color:inherit}details::details-content{content-visibility:visible}
}
`;
