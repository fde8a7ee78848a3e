import init from '/oc-pizza-ui.js';
init({ module_or_path: '/oc-pizza-ui_bg.wasm' });
