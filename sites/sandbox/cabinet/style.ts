/** What Core's own style sheet does to the frame: a fixed dark bar and menu, the page beside it. */
export const FRAME_STYLE = `
body { background: #fff; overflow-x: auto; }
.ui.fixed.inverted.menu { height: 40px; min-height: 40px; padding-left: 260px; z-index: 102; border-radius: 0; }
.ui.fixed.inverted.menu .logo { position: absolute; left: 0; width: 260px; justify-content: center; font-weight: bold; }
#sidebar-menu-button { display: none; }
.toc { position: fixed; top: 40px; bottom: 0; left: 0; width: 260px; overflow-y: auto; background: #1b1c1d; }
.toc .ui.vertical.menu { width: 260px; margin: 0; border-radius: 0; }
.toc .ui.vertical.menu .menu .item { padding: .4em 1.15em; }
.article { margin-left: 260px; padding: 60px 10px 20px 20px; min-width: 0; }
.article .ui.container#main-content-container { width: auto !important; margin: 0 !important; max-width: none !important; }
#pbx-version { text-align: right; color: #767676; font-size: .85em; padding-top: 2em; }
@media (max-width: 767px) {
  .toc, .hide-on-mobile { display: none !important; }
  #sidebar-menu-button { display: flex; }
  .ui.fixed.inverted.menu { padding-left: 0; }
  .article { margin-left: 0; padding: 50px 5px 20px; }
}
`;
