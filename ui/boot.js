// Which of the two programs a window runs is in its address: see ui/src/lib.rs.
const program = location.pathname === '/office' ? 'office' : 'shop-floor';
const { default: init } = await import(`/${program}.js`);
await init({ module_or_path: `/${program}_bg.wasm` });
