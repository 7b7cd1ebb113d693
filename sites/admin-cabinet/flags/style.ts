/**
 * The look of marks. They are laid over the page and take no room in it, so nothing moves. As a constructed sheet: a
 * content security policy need not allow inline styles for it.
 */
const CSS = `
.mscl-flag-anchor { position: relative; }
.mscl-flag-pill, .mscl-flag-popup-severity { display: inline-flex; align-items: center; gap: 3px; margin: 0; padding: 0 5px;
  border: 1px solid transparent; border-radius: 9px; font: 600 11px/16px Lato, sans-serif; white-space: nowrap; }
.mscl-flag { position: absolute; z-index: 2; display: inline-flex; align-items: center; justify-content: center; min-width: 24px;
  min-height: 24px; margin: 0; padding: 0; border: 0; background: none; cursor: pointer; }
.mscl-flag-pill::before { content: ''; flex: none; width: 9px; height: 8px; background: currentColor; clip-path: polygon(50% 0, 100% 100%, 0 100%); }
.mscl-flag-accepted.mscl-flag-pill::before { clip-path: polygon(0 55%, 14% 40%, 36% 64%, 86% 6%, 100% 22%, 37% 96%); }
.mscl-flag:focus-visible, .mscl-flag-popup :focus-visible, .mscl-flag-grade:focus-visible { outline: 2px solid #1b1c1d; outline-offset: 1px; }
.mscl-flag-critical { background: #b21e1e; color: #fff; }
.mscl-flag-high { background: #b04a00; color: #fff; }
.mscl-flag-medium { background: #ffe39a; color: #4d3800; border-color: #a67c00; }
.mscl-flag-low { background: #e8f0f7; color: #1f4566; border-color: #6f93b3; }
.mscl-flag-accepted { background: #e8e8e8; color: #4a4a4a; border-color: #8c8c8c; }
.mscl-flag-at-cell { left: 50%; bottom: 1px; transform: translateX(-50%); align-items: flex-end; max-width: calc(100% + 2px); }
.mscl-flag-at-cell > .mscl-flag-pill { min-width: 0; padding: 0 1px; gap: 1px; overflow: hidden; font-size: 8px; line-height: 12px; letter-spacing: -.3px; }
.mscl-flag-at-cell > .mscl-flag-pill::before { width: 6px; height: 5px; }
.mscl-flag-at-field { right: 0; top: -4px; }
.mscl-flag-at-text { right: 4px; top: 50%; transform: translateY(-50%); }
.mscl-flag-at-buttons { left: 2px; top: 50%; transform: translateY(-50%); }
.mscl-flag-at-buttons > .mscl-flag-pill { font-size: 10px; line-height: 14px; }
.mscl-flag-at-row { right: calc(100% + 4px); }
.mscl-flag-at-row, :is(td, th) > .mscl-flag-at-text { top: auto; bottom: 0; transform: none; align-items: flex-end; }
.mscl-flag-at-row > .mscl-flag-pill, :is(td, th) > .mscl-flag-at-text > .mscl-flag-pill { font-size: 10px; line-height: 11px; }
.mscl-flag-line { position: absolute; right: 0; bottom: 100%; z-index: 1; max-width: 100%; overflow: hidden; color: #1e5f99;
  font: 12px/16px Lato, sans-serif; white-space: nowrap; text-overflow: ellipsis; text-decoration: underline; }
.mscl-flag-grade.mscl-flag-grade { position: absolute; right: 0; bottom: 100%; max-width: 100%; padding: 1px 8px; border-radius: 12px;
  font: 600 12px/20px Lato, sans-serif; background: #e8e8e8; color: #333; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.mscl-flag-grade > .icon.icon.icon { display: inline; font-size: 12px; margin: 0 5px 0 0; padding: 0; width: auto; height: auto; }
.mscl-flag-grade:hover { text-decoration: underline; }
.mscl-flag-grade-in-danger.mscl-flag-grade { background: #b21e1e; color: #fff; }
.mscl-flag-grade-weak.mscl-flag-grade { background: #b04a00; color: #fff; }
.mscl-flag-grade-fair.mscl-flag-grade { background: #ffe39a; color: #4d3800; }
.mscl-flag-grade-good.mscl-flag-grade, .mscl-flag-grade-strong.mscl-flag-grade { background: #1a6e31; color: #fff; }
.mscl-flag-popup { position: absolute; z-index: 2000; box-sizing: border-box; width: 360px; max-width: calc(100vw - 16px);
  padding: 12px 34px 10px 14px; border: 1px solid #b5b5b5; border-radius: 4px; background: #fff; color: #1b1c1d;
  box-shadow: 0 2px 10px rgba(0, 0, 0, .25); font: 14px/1.4 Lato, sans-serif; text-align: left; white-space: normal; overflow-wrap: anywhere; }
.mscl-flag-popup p { margin: 0 0 6px; }
.mscl-flag-popup-one + .mscl-flag-popup-one { margin-top: 10px; padding-top: 10px; border-top: 1px solid #ddd; }
.mscl-flag-popup-why, .mscl-flag-popup-note { color: #555; font-size: 13px; }
.mscl-flag-popup-ways a { display: inline-block; margin: 0 14px 2px 0; }
.mscl-flag-popup-foot.mscl-flag-popup-foot { margin: 8px 0 0; font-size: 12px; }
.mscl-flag-popup a { color: #1e5f99; text-decoration: underline; }
.mscl-flag-popup a > .icon.icon { margin: 0 5px 0 0; }
.mscl-flag-popup-close { position: absolute; right: 6px; top: 6px; padding: 4px; border: 0; background: none; color: #555; cursor: pointer; }
.mscl-flag-popup-close > .icon.icon { margin: 0; }
@media (max-width: 767px) {
  .mscl-flag-at-text { top: auto; bottom: 0; transform: none; align-items: flex-end; }
  :is(.mscl-flag-at-row, .mscl-flag-at-text) > .mscl-flag-pill { font-size: 9px; line-height: 11px; }
  .segment > .field > .mscl-flag-at-field { top: -26px; right: -14px; }
}
.mscl-flag-beside.mscl-flag-beside.mscl-flag-beside { right: auto; bottom: auto; transform: none; align-items: center; }
@media (forced-colors: active) { .mscl-flag-pill::before { forced-color-adjust: none; background: CanvasText; }
  .mscl-flag-pill, .mscl-flag-grade, .mscl-flag-popup { border: 1px solid; } }
@media print { .mscl-flag-popup { display: none; } }
`;

export function addStyle(): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  } catch {
    const style = document.createElement('style');
    style.textContent = CSS;
    document.head.append(style);
  }
}
